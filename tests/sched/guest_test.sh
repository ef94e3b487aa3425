# SPDX-License-Identifier: BlueOak-1.0.0
#
# guest_test.sh - ten seconds of guest.img; see promises_test.sh.
BOOT_ICOUNT_SHIFT=4
export BOOT_ICOUNT_SHIFT
exec sh "${srcdir-.}/tests/run-image" tests/sched/guest.img
