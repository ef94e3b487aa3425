/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * start.c - the first ACTIVATE: makes the main thread.
 *
 * The top of the main stack holds, for the life of the domain, the two
 * thread-local blocks (the main thread's, and that of handlers) and argv.
 * A block is the 16-byte control block that the AArch64 ELF ABI wants at
 * TPIDR_EL0, then .tdata, then .tbss at the next multiple of 16 (vesper.ld).
 */
#include <stddef.h>
#include <string.h>
#include <vesper/op.h>

#include "internal.h"

struct tls_sizes {
	uint64_t tdata_bytes, tbss_bytes;
};

extern const struct tls_sizes __vsp_tls;	/* vesper.ld */
extern const char __vsp_tdata[];

#define TCB_BYTES 16u

static uint64_t
align_up(uint64_t n)
{
	return (n + 15u) & ~(uint64_t)15u;
}

/* Make a block below `top`; gives its lowest address, its TPIDR_EL0. */
static uint64_t
tls_push(uint64_t top)
{
	uint64_t tdata = align_up(__vsp_tls.tdata_bytes);
	uint64_t bytes = TCB_BYTES + tdata + align_up(__vsp_tls.tbss_bytes);
	char *block = (char *)(uintptr_t)(top - bytes);

	memset(block, 0, bytes);
	memcpy(block + TCB_BYTES, __vsp_tdata, __vsp_tls.tdata_bytes);
	return top - bytes;
}

/* Make argv below `top`, from the domain's name on; gives its lowest
 * address. */
static uint64_t
argv_push(uint64_t top, const struct vsp_startup *startup)
{
	uint64_t bytes = align_up((startup->argc + 2u) * sizeof(char *));
	char *string = (char *)(uintptr_t)startup + startup->args;
	char **argv = (char **)(uintptr_t)(top - bytes);

	argv[0] = (char *)(uintptr_t)startup->name;
	for (uint32_t i = 1; i <= startup->argc; i++) {
		argv[i] = string;
		string += strlen(string) + 1;
	}
	argv[startup->argc + 1] = NULL;
	runtime.argv = argv;
	return top - bytes;
}

/* The registers with which thread_continue() enters runtime_main(). */
static void
main_thread_make(uint64_t top)
{
	uint64_t *frame = (uint64_t *)(uintptr_t)(top - THREAD_FRAME);

	memset(frame, 0, THREAD_FRAME);
	frame[11] = (uint64_t)(uintptr_t)runtime_main;	/* x30 */
	runtime.main.sp = top - THREAD_FRAME;
	runtime.main.state = VSP_THREAD_READY;
	runtime.thread[0] = &runtime.main;
}

/* A domain without a startup page cannot even say so. */
static _Noreturn void
start_fail(void)
{
	for (;;)
		vsp_leave_wait(VSP_FOREVER);
}

void
runtime_start(struct vsp_dcb *dcb)
{
	uint64_t base = (uint64_t)(uintptr_t)dcb
			- VSP_SYSTEM_DCB * VSP_PAGE_SIZE;
	uint64_t top;

	vsp_dcb = dcb;
	runtime.upcall_stack = base + (VSP_SYSTEM_UPCALL_STACK
				       + VSP_UPCALL_STACK_PAGES)
			       * VSP_PAGE_SIZE;
	runtime.startup = startup_find(dcb);
	if (runtime.startup == NULL)
		start_fail();
	top = base + (VSP_SYSTEM_STACK + runtime.startup->stack_pages)
		     * (uint64_t)VSP_PAGE_SIZE;
	runtime.handler_tls = top = tls_push(top);
	runtime.main.tls = top = tls_push(top);
	runtime.main_stack = top = argv_push(top, runtime.startup);
	slot_init(runtime.startup->first_free, runtime.startup->nslots);
	main_thread_make(top);
}
