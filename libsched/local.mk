# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - scheduling policies and user-level threads.

lib_LTLIBRARIES += libsched/libvesper-sched.la
libsched_libvesper_sched_la_CFLAGS = $(LIB_CFLAGS) $(HANDLER_CFLAGS) $(WARN_CFLAGS)
libsched_libvesper_sched_la_LDFLAGS =
libsched_libvesper_sched_la_SOURCES = \
	libsched/ask.c \
	libsched/barrier.c \
	libsched/c11.c \
	libsched/c11.h \
	libsched/condition.c \
	libsched/decision.h \
	libsched/describe.c \
	libsched/domains.c \
	libsched/eventcount.c \
	libsched/fixed_priority.c \
	libsched/list.h \
	libsched/locks.c \
	libsched/mutex.c \
	libsched/own_time.h \
	libsched/policy.c \
	libsched/report.h \
	libsched/reservations.c \
	libsched/ring.c \
	libsched/round_robin.c \
	libsched/semaphore.c \
	libsched/stack.c \
	libsched/stride.c \
	libsched/thread.c \
	libsched/thread.h \
	libsched/threads.c \
	libsched/tss.c

# The ring, between two threads of the build machine.
ring_test = tests/unit/ring_test
NATIVE_SRCS += $(ring_test).c
NATIVE_PROGS += $(ring_test)
check_SCRIPTS += $(ring_test)
TESTS += $(ring_test)
libsched/ring.bo $(ring_test).bo: NATIVE_FLAGS = -I$(srcdir)/tests/unit
$(ring_test): $(ring_test).bo libsched/ring.bo tests/unit/claims.bo
	$(NATIVE_LINK) $@.bo libsched/ring.bo tests/unit/claims.bo \
		$(CHECK_LIBS) -pthread
