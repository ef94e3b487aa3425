#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# sweep_test.sh - sweep.img, with a tick of the counter at each instruction.
BOOT_ICOUNT_SHIFT=4
export BOOT_ICOUNT_SHIFT
exec sh "$srcdir/tests/run-image" tests/sweep/sweep.img
