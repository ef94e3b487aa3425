# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the tests of the test harness itself, of configure, and of what
# reports the figures.

harness_tests = \
	tests/harness/bench_test.sh \
	tests/harness/configure_test.sh \
	tests/harness/run-image_test.sh
TESTS += $(harness_tests)
EXTRA_DIST += $(harness_tests)
