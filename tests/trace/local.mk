# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the trace's viewer, and traces of running systems.

trace_tests = tests/trace/account_test.sh tests/trace/camera_test.sh \
	tests/trace/crew_test.sh tests/trace/image_test.sh \
	tests/trace/trace_test.sh
TESTS += $(trace_tests)
EXTRA_DIST += $(trace_tests) tests/trace/bad tests/trace/golden \
	tests/trace/perfetto.pl tests/trace/shown.sh tests/trace/small.log

# Domains of several threads.
check_PROGRAMS += tests/trace/crew
tests_trace_crew_SOURCES = tests/trace/crew.c
tests_trace_crew_LDADD = libsched/libvesper-sched.la $(LDADD)
IMAGES += tests/trace/crew.img
tests/trace/crew.img: tests/trace/crew programs/tracer/tracer
tests/trace/crew.img: IMAGE_PATH += -L programs/tracer

# A run on the simulated machine.
NATIVE_SRCS += tests/trace/account.c
NATIVE_PROGS += tests/trace/account
check_SCRIPTS += tests/trace/account
tests/trace/account.bo: NATIVE_FLAGS = -I$(srcdir)/tests/unit/sim \
	-I$(srcdir)/tests/unit -I$(srcdir)/kernel
tests/trace/account: tests/trace/account.bo $(unit_kernel_objs)
	$(NATIVE_LINK) $@.bo $(unit_kernel_objs) $(CHECK_LIBS)
