dnl SPDX-License-Identifier: BlueOak-1.0.0
dnl
dnl vesper.m4 - for the configure.ac of a program that runs on Vesper.

# VESPER_INIT([MINIMUM-VERSION])
# ------------------------------
# Find an installed Vesper by pkg-config and set up the compiler for its
# programs.  Stands where AC_PROG_CC would, which it calls.  Sets
#
#	CC			unless the user did: the compiler of Vesper
#	VESPER_CFLAGS		for every compilation
#	VESPER_LIBS		for every link, after the objects
#	VESPER_SCHED_LIBS	the same, with libvesper-sched
#	VSP_MKIMAGE		the image builder
#
# With Automake:
#	AM_CFLAGS = $(VESPER_CFLAGS)
#	LDADD = $(VESPER_LIBS)
AC_DEFUN([VESPER_INIT],
[AC_ARG_VAR([PKG_CONFIG], [pkg-config])
AC_ARG_VAR([VSP_MKIMAGE], [vsp-mkimage, the image builder])
AC_CHECK_PROGS([PKG_CONFIG], [pkg-config pkgconf], [no])
AS_IF([test "$PKG_CONFIG" = no], [AC_MSG_ERROR([pkg-config not found])])
AC_MSG_CHECKING([for vesper])
AS_IF([vesper_error=`$PKG_CONFIG --print-errors --exists "vesper m4_ifval([$1], [>= $1])" 2>&1`],
	[AC_MSG_RESULT([`$PKG_CONFIG --modversion vesper`])],
	[AC_MSG_RESULT([no])
	AC_MSG_ERROR([$vesper_error
hint: PKG_CONFIG_PATH names the folder of vesper.pc])])
: ${CC=`$PKG_CONFIG --variable=cc vesper`}
AC_SUBST([VESPER_CFLAGS], [`$PKG_CONFIG --cflags vesper`])
AC_SUBST([VESPER_LIBS], [`$PKG_CONFIG --libs vesper`])
AC_SUBST([VESPER_SCHED_LIBS], [`$PKG_CONFIG --libs vesper-sched 2>/dev/null`])
: ${VSP_MKIMAGE=`$PKG_CONFIG --variable=mkimage vesper`}

# What is built does not run here, and links with libvesper or not at all.
cross_compiling=yes
vesper_save_CFLAGS=${CFLAGS--g -O2}
vesper_save_LIBS=$LIBS
CFLAGS="$vesper_save_CFLAGS $VESPER_CFLAGS"
LIBS="$VESPER_LIBS $LIBS"
AC_PROG_CC
CFLAGS=$vesper_save_CFLAGS
LIBS=$vesper_save_LIBS])
