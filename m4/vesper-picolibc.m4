dnl SPDX-License-Identifier: BlueOak-1.0.0
dnl
dnl vesper-picolibc.m4 - the C library of Vesper programs, and the compiler's
dnl own run-time library that it needs (arithmetic on `long double').

# VESPER_LIB_PICOLIBC
# -------------------
# Set PICOLIBC_DIR to the folder with include/ and lib/.
AC_DEFUN([VESPER_LIB_PICOLIBC],
[AC_ARG_WITH([picolibc],
	[AS_HELP_STRING([--with-picolibc=DIR],
		[where picolibc for AArch64 is (DIR/include, DIR/lib)])],
	[vesper_dirs=$withval],
	[vesper_dirs=
	for vesper_dir in `$CC -dumpmachine 2>/dev/null` aarch64-linux-gnu \
		aarch64-none-elf aarch64-elf
	do
		vesper_dirs="$vesper_dirs /usr/lib/picolibc/$vesper_dir"
		vesper_dirs="$vesper_dirs /usr/local/lib/picolibc/$vesper_dir"
		vesper_dirs="$vesper_dirs /usr/local/picolibc/$vesper_dir"
	done])
AC_MSG_CHECKING([for picolibc])
PICOLIBC_DIR=
for vesper_dir in $vesper_dirs; do
	AS_IF([test -f "$vesper_dir/include/picolibc.h" &&
			test -f "$vesper_dir/lib/libc.a"],
		[PICOLIBC_DIR=$vesper_dir; break])
done
AC_MSG_RESULT([${PICOLIBC_DIR:-none}])
AS_IF([test -z "$PICOLIBC_DIR"],
	[VESPER_MISSING([picolibc for AArch64],
		[picolibc-aarch64-linux-gnu])])
AC_SUBST([PICOLIBC_DIR])])

# VESPER_LIB_RUNTIME
# ------------------
# Set RUNTIME_LIB to the compiler's run-time library.  A clang that has none
# for AArch64 can use gcc's.
AC_DEFUN([VESPER_LIB_RUNTIME],
[AC_ARG_VAR([RUNTIME_LIB], [libgcc.a or compiler-rt's builtins for AArch64])
AC_MSG_CHECKING([for the compiler's run-time library])
vesper_lib=
for vesper_try in "$RUNTIME_LIB" \
	"`$CC -print-libgcc-file-name 2>/dev/null`" \
	"`$CC --rtlib=compiler-rt -print-libgcc-file-name 2>/dev/null`" \
	"`aarch64-none-elf-gcc -print-libgcc-file-name 2>/dev/null`" \
	"`aarch64-linux-gnu-gcc -print-libgcc-file-name 2>/dev/null`" \
	/usr/lib/gcc-cross/aarch64-linux-gnu/*/libgcc.a
do
	AS_IF([test -f "$vesper_try"], [vesper_lib=$vesper_try; break])
done
RUNTIME_LIB=$vesper_lib
AC_MSG_RESULT([${RUNTIME_LIB:-none}])
AS_IF([test -z "$RUNTIME_LIB"],
	[VESPER_MISSING([libgcc.a for AArch64], [libgcc-12-dev-arm64-cross])])])
