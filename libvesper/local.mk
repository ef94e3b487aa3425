# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the library that makes a domain out of main().

# Upcall handlers and all that they call: no FP registers, for those belong to
# the thread that was preempted.
noinst_LTLIBRARIES += libvesper/libhandlers.la
libvesper_libhandlers_la_CFLAGS = $(LIB_CFLAGS) $(HANDLER_CFLAGS) $(WARN_CFLAGS)
libvesper_libhandlers_la_LDFLAGS =
libvesper_libhandlers_la_SOURCES = \
	libvesper/call.c \
	libvesper/cnode.c \
	libvesper/context.c \
	libvesper/context.h \
	libvesper/dispatch.c \
	libvesper/domain.c \
	libvesper/fault.c \
	libvesper/frame.c \
	libvesper/grants.c \
	libvesper/internal.h \
	libvesper/invoke.c \
	libvesper/irq.c \
	libvesper/mapping.c \
	libvesper/note.c \
	libvesper/ops.h \
	libvesper/pqueue.c \
	libvesper/queue.c \
	libvesper/runtime.c \
	libvesper/serve.c \
	libvesper/slot.c \
	libvesper/startup.c \
	libvesper/stretch.c \
	libvesper/timer.c \
	libvesper/trace.c \
	libvesper/untyped.c \
	libvesper/user.c \
	libvesper/wait.c

lib_LTLIBRARIES += libvesper/libvesper.la
libvesper_libvesper_la_CFLAGS = $(LIB_CFLAGS) $(WARN_CFLAGS)
libvesper_libvesper_la_CCASFLAGS = $(LIB_CFLAGS)
libvesper_libvesper_la_LDFLAGS =
libvesper_libvesper_la_LIBADD = libvesper/libhandlers.la
libvesper_libvesper_la_SOURCES = \
	libvesper/cache.c \
	libvesper/console.c \
	libvesper/console.h \
	libvesper/copy.c \
	libvesper/debug.c \
	libvesper/error.c \
	libvesper/exit.c \
	libvesper/heap.c \
	libvesper/link.c \
	libvesper/listen.c \
	libvesper/main.c \
	libvesper/pages.c \
	libvesper/posix.c \
	libvesper/share.c \
	libvesper/start.c \
	libvesper/syndrome.c \
	libvesper/thread.S \
	libvesper/time.c \
	libvesper/upcall.S

# Unit tests of what needs no machine, on a fake kernel whose clock.h hides
# the real one.
unit_lib_tests = \
	tests/unit/describe_test \
	tests/unit/lib_link_test \
	tests/unit/lib_memory_test \
	tests/unit/lib_queue_test \
	tests/unit/lib_share_test \
	tests/unit/lib_slot_test \
	tests/unit/policy_test \
	tests/unit/pqueue_test \
	tests/unit/reservations_test \
	tests/unit/sched_account_test \
	tests/unit/sched_test
unit_lib_srcs = tests/unit/lib/fake.c tests/unit/lib/scheduler.c
unit_lib_objs = $(unit_lib_srcs:.c=.bo) tests/unit/claims.bo \
	libvesper/grants.bo libvesper/link.bo libvesper/queue.bo \
	libvesper/share.bo libvesper/slot.bo libvesper/stretch.bo \
	libvesper/pqueue.bo \
	libsched/describe.bo libsched/domains.bo \
	libsched/fixed_priority.bo libsched/policy.bo \
	libsched/reservations.bo libsched/round_robin.bo libsched/stride.bo

NATIVE_SRCS += $(unit_lib_srcs) $(unit_lib_tests:=.c) tests/unit/lib/fake.h \
	tests/unit/lib/scheduler.h \
	tests/unit/lib/vesper/clock.h
NATIVE_PROGS += $(unit_lib_tests)
check_SCRIPTS += $(unit_lib_tests)
TESTS += $(unit_lib_tests) tests/unit/lib_handlers_test.sh
EXTRA_DIST += tests/unit/lib_handlers_test.sh

libvesper/%.bo libsched/%.bo tests/unit/lib/%.bo $(unit_lib_tests:=.bo): \
	NATIVE_FLAGS = -I$(srcdir)/tests/unit/lib -I$(srcdir)/tests/unit
$(unit_lib_tests): %: %.bo $(unit_lib_objs)
	$(NATIVE_LINK) $@.bo $(unit_lib_objs) $(CHECK_LIBS)

# Calls, waits, handlers and preemption all at once.
check_PROGRAMS += tests/system/traffic tests/system/traffic_upcall \
	tests/system/traffic_relay tests/system/traffic_batch
tests_system_traffic_SOURCES = tests/system/traffic.c tests/system/traffic.h
tests_system_traffic_upcall_SOURCES = tests/system/traffic_upcall.c \
	tests/system/traffic.h
tests_system_traffic_relay_SOURCES = tests/system/traffic_relay.c \
	tests/system/traffic.h
tests_system_traffic_batch_SOURCES = tests/system/traffic_batch.c \
	tests/system/traffic.h
tests/system/traffic.img: tests/system/traffic tests/system/traffic_upcall \
	tests/system/traffic_relay tests/system/traffic_batch
IMAGES += tests/system/traffic.img
TESTS += tests/system/traffic.img
