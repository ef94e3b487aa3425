/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * start.c - the first ACTIVATE: makes the main thread.
 *
 * The top of the main stack holds, for the life of the domain, the main thread
 * and the one that stands for handlers, each with its thread-local block, and
 * argv.  A block is the 16-byte control block that the AArch64 ELF ABI wants at
 * TPIDR_EL0, then .tdata, then .tbss at the next multiple of 16 (vesper.ld).
 */
#include <stddef.h>
#include <string.h>
#include <vesper/link.h>
#include <vesper/op.h>

#include "internal.h"

struct vsp_thread vsp_thread_nobody;

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

uint64_t
vsp_tls_bytes(void)
{
	return TCB_BYTES + align_up(__vsp_tls.tdata_bytes)
	       + align_up(__vsp_tls.tbss_bytes);
}

void
vsp_tls_make(void *block)
{
	memset(block, 0, vsp_tls_bytes());
	memcpy((char *)block + TCB_BYTES, __vsp_tdata, __vsp_tls.tdata_bytes);
}

/* Make a thread, and its TLS block, below *top. */
static struct vsp_thread *
thread_push(uint64_t *top)
{
	struct vsp_thread *thread;

	*top -= sizeof(*thread) + vsp_tls_bytes();
	thread = (struct vsp_thread *)(uintptr_t)*top;
	memset(thread, 0, sizeof(*thread));
	thread->dcb = vsp_dcb;
	thread->yield_to = vsp_thread_tls(&vsp_thread_nobody);
	vsp_tls_make(thread + 1);
	return thread;
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

/* The registers with which thread_continue() enters `entry`. */
void
vsp_thread_make(struct vsp_thread *thread, uint64_t stack, void (*entry)(void))
{
	uint64_t *frame = (uint64_t *)(uintptr_t)(stack - THREAD_FRAME);

	memset(frame, 0, THREAD_FRAME);
	frame[11] = (uint64_t)(uintptr_t)entry;		/* x30 */
	thread->sp = stack - THREAD_FRAME;
	thread->state = VSP_THREAD_WAIT;
	thread->yield_to = vsp_thread_tls(&vsp_thread_nobody);
	thread->dcb = vsp_dcb;
}

static void
main_thread_make(uint64_t top)
{
	static const char name[] = "main";

	memcpy(runtime.main->name, name, sizeof(name));
	vsp_thread_make(runtime.main, top, runtime_main);
	vsp_thread_wake(runtime.main);
}

/* A domain without a startup page cannot even say so. */
static _Noreturn void
start_fail(void)
{
	for (;;)
		vsp_leave_wait(VSP_FOREVER);
}

/* Does the description let this domain write notes? */
static vsp_slot
note_slot(void)
{
	const struct vsp_startup_link *link = vsp_link(VSP_LINK_TRACE, "note");

	return link != NULL ? link->slot : 0;
}

void
runtime_start(struct vsp_dcb *dcb)
{
	uint64_t base = (uint64_t)(uintptr_t)dcb
			- VSP_SYSTEM_DCB * VSP_PAGE_SIZE;
	uint64_t top;

	vsp_dcb = dcb;
	dcb->until = runtime.turn_until = VSP_FOREVER;
	runtime.upcall_stack = base + (VSP_SYSTEM_UPCALL_STACK
				       + VSP_UPCALL_STACK_PAGES)
			       * VSP_PAGE_SIZE;
	runtime.startup = startup_find(dcb);
	if (runtime.startup == NULL)
		start_fail();
	top = base + (VSP_SYSTEM_STACK + runtime.startup->stack_pages)
		     * (uint64_t)VSP_PAGE_SIZE;
	runtime.handler = thread_push(&top);
	runtime.main = runtime.only = thread_push(&top);
	runtime.main_stack = top = argv_push(top, runtime.startup);
	slot_init(runtime.startup->first_free, runtime.startup->nslots);
	runtime.note = note_slot();
	main_thread_make(top);
}
