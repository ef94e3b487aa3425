dnl SPDX-License-Identifier: BlueOak-1.0.0
dnl
dnl vesper-native.m4 - the build machine's compiler and libraries, for
dnl vsp-mkimage and the unit tests.

# VESPER_PROG_CC_FOR_BUILD
# ------------------------
# Set CC_FOR_BUILD to a compiler whose programs run here.
AC_DEFUN([VESPER_PROG_CC_FOR_BUILD],
[AC_ARG_VAR([CC_FOR_BUILD], [C compiler for the build machine])
AC_ARG_VAR([CFLAGS_FOR_BUILD], [its flags])
AC_ARG_VAR([LDFLAGS_FOR_BUILD], [its flags when linking])
AC_MSG_CHECKING([for a C compiler for this machine])
: ${CFLAGS_FOR_BUILD=-g -O2}
AS_ECHO(["int main(void) { return 0; }"]) >conftest.c
vesper_cc=
for vesper_try in ${CC_FOR_BUILD:+"$CC_FOR_BUILD"} gcc cc clang c99; do
	AS_IF([AC_RUN_LOG([$vesper_try $CFLAGS_FOR_BUILD $LDFLAGS_FOR_BUILD -o conftest conftest.c && ./conftest])],
		[vesper_cc=$vesper_try; break])
done
rm -f conftest.c conftest
CC_FOR_BUILD=$vesper_cc
AC_MSG_RESULT([${CC_FOR_BUILD:-none}])
AS_IF([test -z "$CC_FOR_BUILD"],
	[VESPER_MISSING([a C compiler for this machine], [gcc libc6-dev])])])

# VESPER_PROG_PKG_CONFIG_FOR_BUILD
# --------------------------------
# Not PKG_PROG_PKG_CONFIG: that prefers the host's, whose libraries are not
# this machine's.
AC_DEFUN([VESPER_PROG_PKG_CONFIG_FOR_BUILD],
[AC_ARG_VAR([PKG_CONFIG_FOR_BUILD], [pkg-config for the build machine])
AC_CHECK_PROGS([PKG_CONFIG_FOR_BUILD], [pkg-config pkgconf])
AS_IF([test -z "$PKG_CONFIG_FOR_BUILD"],
	[VESPER_MISSING([pkg-config], [pkgconf])])])

# VESPER_NATIVE_LIB(VARIABLE, MODULE, HEADER, DEBIAN-PACKAGE)
# -----------------------------------------------------------
# Set VARIABLE_CFLAGS and VARIABLE_LIBS from the native pkg-config module, and
# prove that a program links with them.
AC_DEFUN([VESPER_NATIVE_LIB],
[AC_REQUIRE([VESPER_PROG_PKG_CONFIG_FOR_BUILD])
AC_ARG_VAR([$1_CFLAGS], [native compiler flags for $2])
AC_ARG_VAR([$1_LIBS], [native linker flags for $2])
AC_MSG_CHECKING([for $2])
: ${$1_CFLAGS=`$PKG_CONFIG_FOR_BUILD --cflags $2 2>&AS_MESSAGE_LOG_FD`}
: ${$1_LIBS=`$PKG_CONFIG_FOR_BUILD --libs $2 2>&AS_MESSAGE_LOG_FD`}
cat >conftest.c <<'VESPER_EOF'
#include <stdio.h>
#include <$3>
int main(void) { return 0; }
VESPER_EOF
AS_IF([AC_RUN_LOG([$CC_FOR_BUILD $$1_CFLAGS -o conftest conftest.c $$1_LIBS])],
	[AC_MSG_RESULT([yes])],
	[AC_MSG_RESULT([no])
	VESPER_MISSING([$2], [$4])])
rm -f conftest.c conftest])
