# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the scripts that run an image, debug it, and put it on a card.

tools_tests = tests/tools/gdb_test.sh tests/tools/run_test.sh \
	tests/tools/sdcard_test.sh
TESTS += $(tools_tests)
EXTRA_DIST += $(tools_tests)
