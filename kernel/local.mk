# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - the kernel.  kernel_portable is the part without hardware; the
# unit tests build the same sources on a simulated machine.

kernel_portable = \
	kernel/boot.c kernel/call.c kernel/cap.c kernel/cnode.c \
	kernel/deletion.c \
	kernel/debug.c kernel/domain.c kernel/domain_op.c kernel/frame.c \
	kernel/invoke.c kernel/ipc.c kernel/irq.c kernel/pick.c kernel/protdomain.c \
	kernel/ramtab.c kernel/state.c kernel/stretch.c kernel/grant.c \
	kernel/trace.c kernel/transfer.c kernel/trap.c kernel/untyped.c kernel/upcall.c \
	kernel/wake.c

kernel_headers = \
	kernel/board.h kernel/boot.h kernel/call.h kernel/cap.h \
	kernel/cnode.h \
	kernel/debug.h kernel/deletion.h kernel/domain.h kernel/exception.h \
	kernel/fast.h kernel/frame.h kernel/invoke.h \
	kernel/ipc.h kernel/irq.h kernel/page.h kernel/panic.h kernel/pick.h \
	kernel/protdomain.h kernel/pte.h kernel/ramtab.h kernel/state.h \
	kernel/stretch.h kernel/grant.h kernel/trace.h kernel/transfer.h kernel/trap.h \
	kernel/untyped.h kernel/upcall.h kernel/wake.h

if FASTPATH
kernel_fastpath = kernel/aarch64/fastpath.S \
	kernel/aarch64/fastcontext.S kernel/aarch64/fastdirect.S \
	kernel/aarch64/fastgrant.S kernel/aarch64/fastown.S \
	kernel/aarch64/invoke.S kernel/fast.c
else
kernel_fastpath =
endif

kernel_PROGRAMS += kernel/vesper.elf
kernel_vesper_elf_SOURCES = $(kernel_portable) $(kernel_headers) \
	kernel/panic.c kernel/rpi3/board.c kernel/rpi3/board_boot.c \
	kernel/rpi3/device.h kernel/rpi3/lines.h kernel/rpi3/unmask.h \
	kernel/aarch64/start.S kernel/aarch64/entry.S kernel/aarch64/fp.S \
	$(kernel_fastpath) \
	kernel/aarch64/machine.c kernel/aarch64/machine_boot.c \
	kernel/aarch64/string.c \
	kernel/aarch64/machine.h kernel/aarch64/regs.h
kernel_vesper_elf_CPPFLAGS = -I$(srcdir)/kernel -I$(srcdir)/kernel/aarch64 \
	-I$(builddir)/kernel/aarch64 -I$(srcdir)/kernel/rpi3 \
	-I$(srcdir)/include
kernel_vesper_elf_CFLAGS = $(KERNEL_CFLAGS) $(WARN_CFLAGS)
kernel_vesper_elf_CCASFLAGS = $(KERNEL_CFLAGS)
kernel_vesper_elf_LDFLAGS = $(KERNEL_LDFLAGS) $(LTO_CFLAGS) -static \
	-Wl,-T,$(srcdir)/kernel/aarch64/kernel.ld
kernel_vesper_elf_LDADD =
kernel_vesper_elf_DEPENDENCIES = kernel/aarch64/kernel.ld
EXTRA_DIST += kernel/aarch64/kernel.ld
EXTRA_DIST += kernel/aarch64/fastpath.S \
	kernel/aarch64/fastcontext.S kernel/aarch64/fastdirect.S \
	kernel/aarch64/fastgrant.S kernel/aarch64/fastown.S \
	kernel/aarch64/invoke.S kernel/fast.c

# What assembler knows of structures.
kernel/aarch64/offsets.h: kernel/aarch64/offsets.c $(kernel_headers) \
		kernel/aarch64/machine.h $(vesperinclude_HEADERS)
	$(AM_V_GEN)$(MKDIR_P) $(@D)
	$(AM_V_at)$(CC) $(kernel_vesper_elf_CPPFLAGS) \
		$(kernel_vesper_elf_CFLAGS) -O2 -S -o $(@D)/offsets.s \
		$(srcdir)/kernel/aarch64/offsets.c
	$(AM_V_at)sed -n \
		's/^.*"-> \([A-Z0-9_]*\) #*\([0-9]*\)".*/#define \1 \2/p' \
		$(@D)/offsets.s >$@.tmp && mv $@.tmp $@
$(kernel_vesper_elf_OBJECTS): kernel/aarch64/offsets.h
CLEANFILES += kernel/aarch64/offsets.h kernel/aarch64/offsets.s
EXTRA_DIST += kernel/aarch64/offsets.c

# The kernel is compiled for size, and optimised as a whole: but what runs eight
# levels deep, or 512 pages long, without a look for interrupts is for speed.
kernel_hot = call frame grant stretch upcall wake
kernel_hot_objects = $(kernel_hot:%=kernel/vesper_elf-%.$(OBJEXT)) \
	kernel/vesper_elf-fast.$(OBJEXT)
$(kernel_vesper_elf_OBJECTS): CFLAGS += $(SIZE_CFLAGS) $(LTO_CFLAGS)
$(kernel_hot_objects): SIZE_CFLAGS = -O2

# What only boots has a section of its own (kernel.ld), and compilers make calls
# of memcpy() and memset() when all else is done.
kernel/vesper_elf-boot.$(OBJEXT) \
	kernel/rpi3/vesper_elf-board_boot.$(OBJEXT) \
	kernel/aarch64/vesper_elf-machine_boot.$(OBJEXT) \
	kernel/aarch64/vesper_elf-string.$(OBJEXT): CFLAGS += -fno-lto

# Not at all if a function of it needs a stack: there is none.
kernel/vesper_elf-fast.$(OBJEXT): CFLAGS += -fno-lto $(STACKLESS_CFLAGS)
