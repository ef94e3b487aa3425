# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - instruction counts of kernel operations, beside those of seL4.
#
# A bench image is a test like any other, which also prints lines `bench NAME
# COUNT'; BENCH_IMAGES names those images.  COUNT is in instructions, which
# QEMU counts exactly: a figure that changed, changed with the code.

BENCH_IMAGES =
IMAGES += $(BENCH_IMAGES)
TESTS += $(BENCH_IMAGES)
EXTRA_DIST += tests/bench/anchors.txt tests/bench/report.pl \
	tests/bench/kernel-size.pl

.PHONY: bench
bench: all $(BENCH_IMAGES)
	@perl $(srcdir)/tests/bench/kernel-size.pl '$(OBJDUMP)' \
		kernel/vesper.elf $(srcdir) $(kernel_vesper_elf_SOURCES) \
		>bench.log
	@for image in $(BENCH_IMAGES); do \
		QEMU='$(QEMU)' $(SHELL) $(srcdir)/tests/run-image $$image; \
	done >>bench.log
	@! grep '^not ok' bench.log
	@perl $(srcdir)/tests/bench/report.pl $(srcdir)/tests/bench/anchors.txt \
		bench.log
CLEANFILES += bench.log
