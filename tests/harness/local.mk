# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the tests of the test harness itself, and of configure.

harness_tests = \
	tests/harness/configure_test.sh \
	tests/harness/run-image_test.sh
TESTS += $(harness_tests)
EXTRA_DIST += $(harness_tests)
