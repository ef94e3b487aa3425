# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - policies judged by an independent oracle.
#
#	log.c		writes down what a policy is told and answers
#	simulate.c	random tasks, on the build machine
#	oracle.pl	judges such a log
#	trace.pl	compares a log with the kernel's trace

sched_sim_srcs = tests/sched/log.c tests/sched/simulate.c
sched_sim_objs = $(sched_sim_srcs:.c=.bo) libvesper/pqueue.bo \
	libsched/fixed_priority.bo libsched/policy.bo \
	libsched/reservations.bo libsched/round_robin.bo libsched/stride.bo
NATIVE_SRCS += $(sched_sim_srcs) tests/sched/log.h
NATIVE_PROGS += tests/sched/simulate
check_SCRIPTS += tests/sched/simulate
TESTS += tests/sched/oracle_test.sh
EXTRA_DIST += tests/sched/oracle_test.sh tests/sched/oracle.pl
tests/sched/simulate: $(sched_sim_objs)
	$(NATIVE_LINK) $(sched_sim_objs)

# The same in the machine: domains, and a scheduler that keeps a log.
check_PROGRAMS += tests/sched/logged tests/sched/load
tests_sched_logged_SOURCES = tests/sched/logged.c tests/sched/log.c \
	tests/sched/log.h
tests_sched_logged_CFLAGS = $(AM_CFLAGS) $(HANDLER_CFLAGS)
tests_sched_logged_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_sched_load_SOURCES = tests/sched/load.c
sched_images = tests/sched/edf.img tests/sched/fixed-priority.img \
	tests/sched/round-robin.img tests/sched/stride.img
$(sched_images): tests/sched/logged tests/sched/load programs/tracer/tracer
$(sched_images): IMAGE_PATH += -L programs/tracer
IMAGES += $(sched_images)
TESTS += tests/sched/policies_test.sh
EXTRA_DIST += tests/sched/policies_test.sh tests/sched/trace.pl

# Ten domains with deadlines among hostile neighbours.
check_PROGRAMS += tests/sched/promises tests/sched/worker tests/sched/hostile
tests_sched_promises_SOURCES = tests/sched/promises.c tests/sched/promises.h \
	tests/tap.h
tests_sched_worker_SOURCES = tests/sched/worker.c tests/sched/promises.h
tests_sched_hostile_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_sched_hostile_SOURCES = tests/sched/hostile.c tests/sched/promises.h
tests/sched/promises.img: tests/sched/promises tests/sched/worker \
	tests/sched/hostile
tests/sched/guest.img: tests/sched/promises tests/sched/worker \
	tests/sched/hostile
IMAGES += tests/sched/promises.img tests/sched/guest.img
TESTS += tests/sched/promises_test.sh tests/sched/guest_test.sh
EXTRA_DIST += tests/sched/promises_test.sh tests/sched/guest_test.sh

# `make bench' prints it.
lateness.tsv: tests/sched/promises.img tests/sched/lateness.sh
	$(AM_V_GEN)QEMU='$(QEMU)' $(SHELL) \
		$(srcdir)/tests/sched/lateness.sh $(srcdir) $@
EXTRA_DIST += tests/sched/lateness.sh
CLEANFILES += lateness.tsv

# Trees of schedulers.
check_PROGRAMS += tests/sched/tree tests/sched/leaf
tests_sched_tree_SOURCES = tests/sched/tree.c tests/tap.h
tests_sched_leaf_SOURCES = tests/sched/leaf.c
sched_trees = tests/sched/deep.img tests/sched/wide.img
$(sched_trees): tests/sched/tree tests/sched/leaf tests/sched/hostile
IMAGES += $(sched_trees)
TESTS += $(sched_trees)

# A child that asks its scheduler for other parameters.
check_PROGRAMS += tests/sched/ask
tests_sched_ask_SOURCES = tests/sched/ask.c tests/tap.h
tests_sched_ask_LDADD = libsched/libvesper-sched.la $(LDADD)
sched_asks = tests/sched/ask.img tests/sched/ask-init.img \
	tests/sched/ask-nested.img tests/sched/ask-share.img
$(sched_asks): tests/sched/ask
IMAGES += $(sched_asks)
TESTS += $(sched_asks)

# How domains under schedulers end, and schedulers.
check_PROGRAMS += tests/sched/ender
tests_sched_ender_SOURCES = tests/sched/ender.c
tests_sched_ender_LDADD = libsched/libvesper-sched.la $(LDADD)
tests/sched/ends.img: tests/sched/ender
IMAGES += tests/sched/ends.img
TESTS += tests/sched/ends_test.sh
EXTRA_DIST += tests/sched/ends_test.sh
