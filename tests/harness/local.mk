# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the tests of the test harness itself.

TESTS += tests/harness/run-image_test.sh
EXTRA_DIST += tests/harness/run-image_test.sh
