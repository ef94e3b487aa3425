dnl SPDX-License-Identifier: BlueOak-1.0.0
dnl
dnl vesper-flags.m4 - the flags of the kernel, the libraries and the programs.
dnl
dnl Each flag is asked of the compiler first, so that the same lists serve gcc
dnl and clang.  The names end up in Makefile.am, which says who uses which.

# VESPER_ADD_FLAGS(VARIABLE, FLAGS)
# ---------------------------------
# Append those of FLAGS that CC takes without a warning.
AC_DEFUN([VESPER_ADD_FLAGS],
[for vesper_flag in $2; do
	AC_MSG_CHECKING([whether $CC takes $vesper_flag])
	AS_ECHO(["int conftest;"]) >conftest.c
	AS_IF([AC_RUN_LOG([$CC -Werror $vesper_flag -c conftest.c -o conftest.o])],
		[AC_MSG_RESULT([yes])
		AS_VAR_APPEND([$1], [" $vesper_flag"])],
		[AC_MSG_RESULT([no])])
	rm -f conftest.c conftest.o
done])

# VESPER_FLAGS
# ------------
# Set WARN_CFLAGS, KERNEL_CFLAGS, KERNEL_LDFLAGS, LTO_CFLAGS, SIZE_CFLAGS,
# STACKLESS_CFLAGS, LIB_CFLAGS, HANDLER_CFLAGS, USER_CFLAGS, USER_LDFLAGS and
# USER_LIBS.
AC_DEFUN([VESPER_FLAGS],
[AC_ARG_ENABLE([werror],
	[AS_HELP_STRING([--disable-werror], [do not stop at a warning])], [],
	[enable_werror=yes])
WARN_CFLAGS="-Wall -Wextra -Wconversion -Wmissing-prototypes -Wvla"
AS_IF([test "$enable_werror" = yes], [AS_VAR_APPEND([WARN_CFLAGS], [" -Werror"])])

# What all code for the machine has in common: nothing of the build machine's
# C library, no tables for unwinding, both A53 errata worked around.
vesper_include=`$CC -print-file-name=include`
vesper_common=-nostdinc
VESPER_ADD_FLAGS([vesper_common],
	[-mcpu=cortex-a53 -mfix-cortex-a53-835769 -mno-outline-atomics \
	-mstrict-align -ffunction-sections -fdata-sections -fno-common \
	-fno-stack-protector -fno-asynchronous-unwind-tables \
	-fno-unwind-tables])
vesper_link="-nostdlib -Wl,--build-id=none -Wl,--gc-sections"
vesper_link="$vesper_link -Wl,-z,max-page-size=4096"
vesper_link="$vesper_link -Wl,--fix-cortex-a53-843419"
AS_IF([test "$vesper_clang" = yes],
	[vesper_link="-fuse-ld=lld $vesper_link"
	vesper_common="$vesper_common -Wno-unused-command-line-argument"
	vesper_pie=-Wl,-pie vesper_no_pie=],
	[vesper_pie=-static-pie vesper_no_pie=" -no-pie"])

HANDLER_CFLAGS="-mgeneral-regs-only -fomit-frame-pointer"

KERNEL_CFLAGS="-std=gnu11 $vesper_common -isystem $vesper_include"
KERNEL_CFLAGS="$KERNEL_CFLAGS -ffreestanding $HANDLER_CFLAGS"
VESPER_ADD_FLAGS([KERNEL_CFLAGS],
	[-fno-pic -fno-pie -mcmodel=tiny --param=min-pagesize=0 \
	-falign-functions=4 -falign-jumps=1 -falign-loops=1])
KERNEL_LDFLAGS=$vesper_link$vesper_no_pie
VESPER_ADD_FLAGS([LTO_CFLAGS], [-flto -flto-partition=none])
VESPER_ADD_FLAGS([SIZE_CFLAGS],
	[-Os -fno-shrink-wrap -fno-tree-dominator-opts])

# Code that runs without a stack, and leaves these registers to user level: the
# compiler refuses what it cannot keep in the others (gcc by one warning, clang
# by another).
VESPER_ADD_FLAGS([STACKLESS_CFLAGS],
	[-ffixed-x12 -ffixed-x13 -ffixed-x14 -ffixed-x15 -ffixed-x18 \
	-fno-unroll-loops -Werror=stack-usage=0 \
	-Wframe-larger-than=0 -Werror=frame-larger-than])

# Programs: position independent, all of it in the program.  Thread-local
# storage is the program's own, hence local-exec.
USER_PC_CFLAGS="$vesper_common -fPIE -ftls-model=local-exec"
USER_PC_CFLAGS="$USER_PC_CFLAGS -isystem $PICOLIBC_DIR/include"
USER_PC_CFLAGS="$USER_PC_CFLAGS -isystem $vesper_include"
USER_CFLAGS="-std=gnu11 $USER_PC_CFLAGS"
LIB_CFLAGS=$USER_CFLAGS
vesper_user_link="$vesper_link $vesper_pie -Wl,--no-dynamic-linker -Wl,-z,text"
USER_LDFLAGS="$vesper_user_link -Wl,-T,\$(top_srcdir)/libvesper/vesper.ld"
USER_LDFLAGS="$USER_LDFLAGS -L$PICOLIBC_DIR/lib"
# libvesper and the C library call each other.  Libtool would tear a linker's
# group apart, so within the tree they stand twice; and by two names, for of
# two libraries of one name it keeps only the last.
USER_LIBS="-lc -lm $RUNTIME_LIB ./libvesper/libvesper.la -lc $RUNTIME_LIB"
USER_PC_LIBS="-Wl,--start-group,-lvesper,-lc,-lm,$RUNTIME_LIB,--end-group"

AC_SUBST([WARN_CFLAGS])
AC_SUBST([HANDLER_CFLAGS])
AC_SUBST([KERNEL_CFLAGS])
AC_SUBST([KERNEL_LDFLAGS])
AC_SUBST([LTO_CFLAGS])
AC_SUBST([SIZE_CFLAGS])
AC_SUBST([STACKLESS_CFLAGS])
AC_SUBST([LIB_CFLAGS])
AC_SUBST([USER_CFLAGS])
AC_SUBST([USER_LDFLAGS])
AC_SUBST([USER_LIBS])
# For vesper.pc: without this tree's choice of language and paths.
AC_SUBST([USER_PC_CFLAGS])
AC_SUBST([USER_PC_LIBS])
AC_SUBST([USER_PC_LDFLAGS], [$vesper_user_link])])

# VESPER_CHECK_STATIC_PIE
# -----------------------
# Prove that compiler, linker, picolibc and run-time library fit together.
AC_DEFUN([VESPER_CHECK_STATIC_PIE],
[AC_MSG_CHECKING([whether a static PIE links with picolibc])
cat >conftest.c <<'VESPER_EOF'
#include <stdio.h>
static int put(char c, FILE *f) { (void)c; (void)f; return 0; }
static FILE file = FDEV_SETUP_STREAM(put, NULL, NULL, _FDEV_SETUP_WRITE);
FILE *const stdout = &file;
void _start(void) { static volatile long double x; printf("%Lf", x * x); }
VESPER_EOF
AS_IF([AC_RUN_LOG([$CC $USER_CFLAGS -O2 -c conftest.c -o conftest.o &&
	$CC $USER_PC_LDFLAGS -L$PICOLIBC_DIR/lib conftest.o -lc -lm $RUNTIME_LIB -o conftest])],
	[AC_MSG_RESULT([yes])],
	[AC_MSG_RESULT([no])
	AC_MSG_FAILURE([cannot link a static PIE for AArch64 with picolibc])])
rm -f conftest.c conftest.o conftest])
