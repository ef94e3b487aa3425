# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the trace's viewer, and traces of running systems.

trace_tests = tests/trace/image_test.sh tests/trace/trace_test.sh
TESTS += $(trace_tests)
EXTRA_DIST += $(trace_tests) tests/trace/bad tests/trace/golden \
	tests/trace/perfetto.pl tests/trace/small.log
