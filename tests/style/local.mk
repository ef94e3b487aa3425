# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the house style, as far as it can be measured.

style_tests = tests/style/style_test.pl tests/style/headers_test.sh
TESTS += $(style_tests)
EXTRA_DIST += $(style_tests)
