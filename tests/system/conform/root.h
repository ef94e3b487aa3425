/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * root.h - the test is the root program: it has all authority, nobody above
 * it, and nothing beside it, so that what happens is exact.
 *
 * It runs disabled, on the main stack, without libvesper's runtime.  A system
 * call that leaves is a function that returns when the next upcall comes, and
 * root_upcall says which one.  If the test itself faults, the kernel stops
 * with an epitaph.
 */
#ifndef CONFORM_ROOT_H
#define CONFORM_ROOT_H

#define ROOT_STACK_END	(25 << 12)	/* from the DCB, see bootinfo.h */
#define UPCALL_RETURNED 5	/* no upcall: the system call returned */

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

#include <vesper/bootinfo.h>
#include <vesper/dcb.h>
#include <vesper/op.h>
#include <vesper/startup.h>
#include <vesper/syscall.h>

struct root_upcall {
	uint64_t x[9];
	uint64_t kind;		/* VSP_UPCALL_*, or UPCALL_RETURNED */
};

extern struct root_upcall root_upcall;
extern struct vsp_dcb *root_dcb;

_Static_assert(ROOT_STACK_END == (VSP_SYSTEM_STACK + 16) * VSP_PAGE_SIZE,
	       "16 pages of stack");

/* The system call `number` with these registers. */
uint64_t root_leave(uint64_t number, const uint64_t x[9]);

static inline const struct vsp_bootinfo *
root_bootinfo(void)
{
	return (const struct vsp_bootinfo *)
		((uintptr_t)root_dcb + VSP_SYSTEM_STARTUP * VSP_PAGE_SIZE);
}

/* console.c: the registers of a device, and the end. */
volatile uint32_t *device_registers(uint64_t physical);
_Noreturn void power_off(void);

#endif
#endif
