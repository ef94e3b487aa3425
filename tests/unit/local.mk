# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - tests of portable modules, native, with Check.

# The image builder's modules.  Check's TAP goes to standard output.
unit_common_srcs = tests/unit/claims.c tests/unit/tinyelf.c
unit_mkimage_tests = \
	tests/unit/description_test \
	tests/unit/elfprog_test \
	tests/unit/imagewriter_test \
	tests/unit/kernelfile_test \
	tests/unit/value_test
unit_mkimage_test_objs = $(unit_mkimage_tests:=.bo)
unit_mkimage_objs = $(unit_common_srcs:.c=.bo) $(mkimage_objs)

NATIVE_SRCS += $(unit_common_srcs) tests/unit/claims.h tests/unit/tinyelf.h \
	$(unit_mkimage_tests:=.c)
NATIVE_PROGS += $(unit_mkimage_tests)
check_SCRIPTS += $(unit_mkimage_tests)
TESTS += $(unit_mkimage_tests)

$(unit_mkimage_test_objs): NATIVE_FLAGS = -D_GNU_SOURCE \
	-I$(srcdir)/tools/vsp-mkimage -I$(srcdir)/tools/common
$(unit_mkimage_tests): %: %.bo $(unit_mkimage_objs)
	$(NATIVE_LINK) $@.bo $(unit_mkimage_objs) $(MKIMAGE_LIBS) \
		$(CHECK_LIBS)

# The portable kernel, on the simulated machine.
unit_sim_srcs = \
	tests/unit/sim/actor.c tests/unit/sim/check_chain.c \
	tests/unit/sim/check_spaces.c tests/unit/sim/check_tree.c \
	tests/unit/sim/clients.c tests/unit/sim/family.c \
	tests/unit/sim/hostile.c \
	tests/unit/sim/libos.c tests/unit/sim/libos_deed.c \
	tests/unit/sim/libos_upcall.c \
	tests/unit/sim/machine.c tests/unit/sim/mmu.c tests/unit/sim/sim.c \
	tests/unit/sim/tlb.c tests/unit/sim/tracing.c \
	tests/unit/sim/wander.c
unit_sim_headers = \
	tests/unit/sim/actor.h tests/unit/sim/check_kernel.h \
	tests/unit/sim/clients.h tests/unit/sim/family.h \
	tests/unit/sim/hostile.h \
	tests/unit/sim/internal.h tests/unit/sim/libos.h \
	tests/unit/sim/machine.h tests/unit/sim/mmu.h \
	tests/random.h tests/unit/sim/sim.h \
	tests/unit/sim/unmask.h \
	tests/unit/sim/tracing.h tests/unit/sim/wander.h
unit_kernel_tests = \
	tests/unit/attack_test \
	tests/unit/cap_test \
	tests/unit/debug_test \
	tests/unit/deletion_test \
	tests/unit/fuzz_test \
	tests/unit/fuzz_tree_test \
	tests/unit/grant_test \
	tests/unit/invoke_test \
	tests/unit/ipc_test \
	tests/unit/irq_test \
	tests/unit/mmu_test \
	tests/unit/protdomain_test \
	tests/unit/server_test \
	tests/unit/stretch_test \
	tests/unit/trace_ring_test \
	tests/unit/trace_test \
	tests/unit/transfer_test \
	tests/unit/tree_test \
	tests/unit/untyped_test \
	tests/unit/upcall_test \
	tests/unit/walk_test
unit_kernel_test_objs = $(unit_kernel_tests:=.bo)
unit_kernel_objs = $(unit_sim_srcs:.c=.bo) $(kernel_portable:.c=.bo) \
	kernel/fast.bo tests/unit/claims.bo

NATIVE_SRCS += $(unit_sim_srcs) $(unit_sim_headers) $(unit_kernel_tests:=.c)
NATIVE_PROGS += $(unit_kernel_tests)
check_SCRIPTS += $(unit_kernel_tests)
TESTS += $(unit_kernel_tests)

# The simulator's machine.h hides the board's.
$(unit_kernel_test_objs) $(unit_sim_srcs:.c=.bo) $(kernel_portable:.c=.bo) \
	kernel/fast.bo: \
	NATIVE_FLAGS = -I$(srcdir)/tests/unit/sim -I$(srcdir)/kernel
$(unit_kernel_tests): %: %.bo $(unit_kernel_objs)
	$(NATIVE_LINK) $@.bo $(unit_kernel_objs) $(CHECK_LIBS)
