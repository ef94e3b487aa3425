# SPDX-License-Identifier: BlueOak-1.0.0
#
# promises_test.sh - ten seconds of promises.img; an instruction takes 16 ns
# there, a tick of the counter: so that lateness is in instructions, and ten
# seconds are affordable.
BOOT_ICOUNT_SHIFT=4
export BOOT_ICOUNT_SHIFT
exec sh "${srcdir-.}/tests/run-image" tests/sched/promises.img
