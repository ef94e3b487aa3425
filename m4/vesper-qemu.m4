dnl SPDX-License-Identifier: BlueOak-1.0.0
dnl
dnl vesper-qemu.m4 - the emulator that the tests boot images in.

# VESPER_PROG_QEMU
# ----------------
# Set QEMU to a qemu-system-aarch64 that has the board.
AC_DEFUN([VESPER_PROG_QEMU],
[AC_ARG_VAR([QEMU], [qemu-system-aarch64, with the machine raspi3b])
AC_CHECK_PROGS([QEMU], [qemu-system-aarch64])
AS_IF([test -z "$QEMU"],
	[VESPER_MISSING([qemu-system-aarch64], [qemu-system-arm])],
	[AC_RUN_LOG([$QEMU -M help | grep raspi3b])], [],
	[VESPER_MISSING([the machine raspi3b in $QEMU], [qemu-system-arm])])])
