dnl SPDX-License-Identifier: BlueOak-1.0.0
dnl
dnl vesper-cross.m4 - find the compiler and the binary tools for AArch64.
dnl
dnl AC_PROG_CC alone would take the native gcc when there is no cross compiler.
dnl So the compiler is looked for by full names here, and proven, before
dnl AC_PROG_CC sees it.

# _VESPER_CC_TARGETS_AARCH64(COMPILER, IF-SO, IF-NOT)
# ---------------------------------------------------
# Compile, not only preprocess: a compiler can know the target's name and lack
# its code generator.
m4_define([_VESPER_CC_TARGETS_AARCH64],
[cat >conftest.c <<'VESPER_EOF'
#if !defined __aarch64__ || !defined __AARCH64EL__
# error "not for little-endian AArch64"
#endif
int conftest;
VESPER_EOF
AS_IF([AC_RUN_LOG([$1 -c conftest.c -o conftest.o])], [$2], [$3])
rm -f conftest.c conftest.o])

# VESPER_PROG_CC
# --------------
# Set CC, and vesper_clang to `yes' or `no'.
AC_DEFUN([VESPER_PROG_CC],
[AC_ARG_VAR([CC], [C compiler for AArch64])
AC_MSG_CHECKING([for a C compiler for AArch64])
vesper_cc=
AS_IF([test -n "$CC"],
	[_VESPER_CC_TARGETS_AARCH64([$CC], [vesper_cc=$CC])
	AS_IF([test -z "$vesper_cc"],
		[VESPER_MISSING([a CC for AArch64: CC='$CC' does not compile for it],
			[gcc-aarch64-linux-gnu])])],
	[for vesper_try in "$host_alias-gcc" aarch64-none-elf-gcc \
		aarch64-elf-gcc aarch64-linux-gnu-gcc \
		"clang --target=aarch64-none-elf"
	do
		_VESPER_CC_TARGETS_AARCH64([$vesper_try],
			[vesper_cc=$vesper_try; break])
	done
	AS_IF([test -z "$vesper_cc"],
		[VESPER_MISSING([a C compiler for AArch64],
			[gcc-aarch64-linux-gnu])])])
CC=$vesper_cc
AC_MSG_RESULT([${CC:-none}])
AS_CASE([`$CC --version 2>/dev/null`],
	[*clang*], [vesper_clang=yes], [vesper_clang=no])])

# _VESPER_CROSS_TOOL(VARIABLE, TOOL)
# ----------------------------------
m4_define([_VESPER_CROSS_TOOL],
[AC_ARG_VAR([$1], [$2 for AArch64])
AC_CHECK_PROGS([$1], [${vesper_prefix}$2 aarch64-none-elf-$2 \
	aarch64-elf-$2 aarch64-linux-gnu-$2 llvm-$2])
AS_IF([test -z "$$1"],
	[VESPER_MISSING([$2 for AArch64], [$vesper_tools_package])])])

# VESPER_CROSS_TOOLS
# ------------------
# Set AR, RANLIB, STRIP, OBJCOPY, OBJDUMP and NM to those that belong to CC:
# gcc's have its prefix, clang's are LLVM's.  clang also links with LLVM's
# linker.
AC_DEFUN([VESPER_CROSS_TOOLS],
[AS_IF([test "$vesper_clang" = yes],
	[vesper_prefix=llvm-
	vesper_tools_package=llvm
	AC_CHECK_PROGS([LD], [ld.lld])
	AS_IF([test -z "$LD"], [VESPER_MISSING([ld.lld], [lld])])],
	[vesper_prefix=`AS_ECHO(["${CC:-aarch64-linux-gnu-gcc}"]) | sed -n 's|gcc.*$||; s|.*/||; p'`
	vesper_tools_package=binutils-aarch64-linux-gnu])
_VESPER_CROSS_TOOL([AR], [ar])
_VESPER_CROSS_TOOL([RANLIB], [ranlib])
_VESPER_CROSS_TOOL([STRIP], [strip])
_VESPER_CROSS_TOOL([OBJCOPY], [objcopy])
_VESPER_CROSS_TOOL([OBJDUMP], [objdump])
_VESPER_CROSS_TOOL([NM], [nm])
# Autoconf need not warn that their prefix differs from the host.
ac_tool_warned=yes])
