# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - interrupts at every instruction, and how long they wait.

operation_kit = tests/sweep/operation.c tests/sweep/operation.h \
	tests/sweep/subject.c tests/sweep/subject.h \
	tests/sweep/subject_vectors.S tests/tap.h $(raw_kit)

check_PROGRAMS += tests/sweep/irqs_off
tests_sweep_irqs_off_SOURCES = \
	tests/sweep/irqs_off.c \
	tests/sweep/irqs_off.h \
	tests/sweep/deep.c \
	tests/sweep/deep.h \
	tests/sweep/irqs_off_cap.c \
	tests/sweep/irqs_off_deep.c \
	tests/sweep/irqs_off_ipc.c \
	tests/sweep/irqs_off_memory.c \
	tests/sweep/irqs_off_short.c \
	tests/sweep/mark.S \
	$(operation_kit)
tests/sweep/irqs_off.img: tests/sweep/irqs_off
IMAGES += tests/sweep/irqs_off.img

check_PROGRAMS += tests/sweep/sweep
tests_sweep_sweep_SOURCES = \
	tests/sweep/sweep.c \
	tests/sweep/sweep.h \
	tests/sweep/sweep_cap.c \
	tests/sweep/sweep_ipc.c \
	tests/sweep/sweep_space.c \
	$(operation_kit)
tests/sweep/sweep.img: tests/sweep/sweep
IMAGES += tests/sweep/sweep.img

sweep_tests = tests/sweep/irqs_off_test.sh tests/sweep/sweep_test.sh \
	tests/sweep/loops_test.pl
TESTS += $(sweep_tests)
EXTRA_DIST += $(sweep_tests)

# `make bench' prints the longest of these, and irqs_off.tsv has all.
NATIVE_SRCS += tests/sweep/irqs_off_plugin.c
tests/sweep/irqs_off_plugin.so: tests/sweep/irqs_off_plugin.c
	$(native_ld_v)$(MKDIR_P) $(@D) && \
	$(CC_FOR_BUILD) $(NATIVE_CFLAGS) -fPIC -fvisibility=hidden -shared \
		-o $@ $(srcdir)/tests/sweep/irqs_off_plugin.c

irqs_off.tsv: tests/sweep/irqs_off.img tests/sweep/irqs_off_plugin.so \
		tests/sweep/irqs_off.sh
	$(AM_V_GEN)NM='$(NM)' QEMU='$(QEMU)' $(SHELL) \
		$(srcdir)/tests/sweep/irqs_off.sh $(srcdir) $@

EXTRA_DIST += tests/sweep/irqs_off.sh
CLEANFILES += irqs_off.tsv irqs_off_traced.tsv tests/sweep/irqs_off.all \
	tests/sweep/irqs_off_plugin.so \
	tests/sweep/irqs_off.console tests/sweep/irqs_off.counts \
	tests/sweep/irqs_off.symbols
