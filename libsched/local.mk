# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - scheduling policies and user-level threads.

lib_LTLIBRARIES += libsched/libvesper-sched.la
libsched_libvesper_sched_la_CFLAGS = $(LIB_CFLAGS) $(HANDLER_CFLAGS) $(WARN_CFLAGS)
libsched_libvesper_sched_la_LDFLAGS =
libsched_libvesper_sched_la_SOURCES = \
	libsched/barrier.c \
	libsched/c11.c \
	libsched/c11.h \
	libsched/condition.c \
	libsched/describe.c \
	libsched/domains.c \
	libsched/eventcount.c \
	libsched/fixed_priority.c \
	libsched/list.h \
	libsched/locks.c \
	libsched/mutex.c \
	libsched/policy.c \
	libsched/reservations.c \
	libsched/round_robin.c \
	libsched/semaphore.c \
	libsched/stack.c \
	libsched/stride.c \
	libsched/thread.c \
	libsched/thread.h \
	libsched/threads.c \
	libsched/tss.c
