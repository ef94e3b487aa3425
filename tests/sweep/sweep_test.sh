#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# sweep_test.sh - sweep.img, with a tick of the counter at each instruction.
# It makes some hundred thousand runs: a machine that is busy needs time.
BOOT_ICOUNT_SHIFT=4
BOOT_SECONDS=1500
export BOOT_ICOUNT_SHIFT BOOT_SECONDS
exec sh "$srcdir/tests/run-image" tests/sweep/sweep.img
