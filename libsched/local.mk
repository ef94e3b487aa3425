# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - scheduling policies and user-level threads.

lib_LTLIBRARIES += libsched/libvesper-sched.la
libsched_libvesper_sched_la_CFLAGS = $(LIB_CFLAGS) $(HANDLER_CFLAGS) $(WARN_CFLAGS)
libsched_libvesper_sched_la_LDFLAGS =
libsched_libvesper_sched_la_SOURCES = \
	libsched/describe.c \
	libsched/domains.c \
	libsched/fixed_priority.c \
	libsched/list.h \
	libsched/policy.c \
	libsched/reservations.c \
	libsched/round_robin.c \
	libsched/stride.c
