# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - instruction counts.  `make check' sees to it that what is counted
# does what it should; `make bench' also says what it costs.

check_PROGRAMS += tests/bench/bench tests/bench/bench_counter \
	tests/bench/bench_fp_server tests/bench/bench_server
tests_bench_bench_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_bench_bench_SOURCES = \
	tests/bench/bench.c \
	tests/bench/bench.h \
	tests/bench/bench_cap.c \
	tests/bench/bench_child.S \
	tests/bench/bench_ipc.c \
	tests/bench/bench_space.c \
	tests/bench/bench_switch.c \
	tests/bench/bench_thread.c \
	tests/bench/bench_upcall.c \
	tests/bench/bench_vector.S \
	tests/vectors.h
tests_bench_bench_counter_SOURCES = tests/bench/bench_counter.S \
	tests/vectors.h
tests_bench_bench_fp_server_SOURCES = tests/bench/bench_fp_server.S \
	tests/vectors.h
tests_bench_bench_server_SOURCES = tests/bench/bench_server.S \
	tests/vectors.h

IMAGES += tests/bench/bench.img
tests/bench/bench.img: tests/bench/bench tests/bench/bench_counter \
	tests/bench/bench_fp_server tests/bench/bench_server
TESTS += tests/bench/bench.img

.PHONY: bench
bench: tests/bench/bench.img irqs_off.tsv lateness.tsv
	@CC='$(CC)' QEMU='$(QEMU)' $(SHELL) $(srcdir)/tests/bench/bench.sh $(srcdir) \
		$(kernel_vesper_elf_SOURCES)

EXTRA_DIST += tests/bench/bench.sh tests/bench/sloc.awk
CLEANFILES += bench.tsv tests/bench/bench.console

# How costs grow with what there is.
check_PROGRAMS += tests/bench/growth
tests_bench_growth_SOURCES = tests/bench/bench.h tests/bench/bench_child.S \
	tests/bench/bench_vector.S tests/bench/growth.c \
	tests/bench/growth_relay.S tests/vectors.h
IMAGES += tests/bench/growth.img
tests/bench/growth.img: tests/bench/growth
TESTS += tests/bench/growth.img

.PHONY: bench-growth
bench-growth: tests/bench/growth.img
	@QEMU='$(QEMU)' $(SHELL) $(srcdir)/tests/bench/growth.sh $(srcdir)

# What a model of the Cortex-A53 says about the fast paths.
.PHONY: mca
mca: kernel/vesper.elf
	@OBJDUMP='$(OBJDUMP)' $(SHELL) $(srcdir)/tests/bench/mca.sh \
		kernel/vesper.elf

TESTS += tests/bench/growth_test.sh
EXTRA_DIST += tests/bench/growth.gp tests/bench/growth.sh \
	tests/bench/growth_test.sh tests/bench/mca.sh

# What was measured is what is kept: of these files the manual's figures are made.
.PHONY: figures
figures: kernel/vesper.elf examples/camera/camera.img
	sed '/^kernel_/d' bench.tsv >$(srcdir)/tests/bench/baseline.tsv
	cp growth.tsv $(srcdir)/tests/bench/growth.tsv
	cp growth.svg $(srcdir)/doc/growth.svg
	$(SHELL) $(srcdir)/tests/boot examples/camera/camera.img >camera.log
	tools/vsp-trace/vsp-trace --to=30000 --svg=camera.svg camera.log
	{ echo '<!-- SPDX-License-Identifier: BlueOak-1.0.0 -->' && \
		echo '<!-- camera.svg - reservations, as recorded; make figures -->' && \
		cat camera.svg; } >$(srcdir)/doc/camera.svg
	rm -f camera.log camera.svg
	OBJDUMP='$(OBJDUMP)' $(SHELL) $(srcdir)/tests/bench/mca.sh \
		kernel/vesper.elf >mca.out
	$(AWK) -v OFS='\t' '$$3 == "instructions" { print $$1, $$2, $$4, $$6 }' \
		mca.out >$(srcdir)/tests/bench/mca.tsv
	rm -f mca.out
CLEANFILES += growth.svg growth.svg.new growth.tsv \
	tests/bench/growth.console
