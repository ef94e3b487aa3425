/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench.h - counting the instructions of kernel operations.
 *
 * PMCCNTR_EL0 is read on both sides of what is measured; two readings, one
 * right behind the other, are `overhead` apart, and that is subtracted.  Each
 * measurement is made ROUNDS times, and each time its effect is checked.
 */
#ifndef BENCH_H
#define BENCH_H

/* Offsets for bench_vector.S; bench.c asserts them. */
#define ENTRY_COUNT	128
#define ENTRY_BEFORE	136
#define ENTRY_FP	144
#define DRIVER_COUNT	0
#define DRIVER_IRQ	16
#define DRIVER_LINE	32

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>
#include <vesper/runtime.h>
#include <vesper/vesper.h>

#define ROUNDS 64u

/* What was in the registers at an upcall, and the count there. */
struct bench_entry {
	uint64_t x[9];
	uint64_t spare[7];
	uint64_t count;
	uint64_t before;	/* bench_dispatch(): the count at the svc */
	uint64_t fp_count;	/* that a first touch of d16 takes */
	uint64_t d16;		/* bench_call(): word 0 before it */
};

extern struct bench_entry bench_entry;

/* An INVOKE, timed. */
struct bench_invoke {
	uint64_t cap, op;
	uint64_t x[6];
	uint64_t error, result;
	uint64_t count;		/* overhead included */
};

/* bench_vector.S: a vector, and functions that leave: disabled before and
 * after, all but the last. */
void bench_vector(void), vsp_upcall_vector(void);

/* Upcalls come to this vector from now on; libvesper's did. */
static inline void
bench_take_upcalls(void (*vector)(void))
{
	uint64_t stack = (uint64_t)(uintptr_t)vsp_dcb
			 + (VSP_SYSTEM_UPCALL_STACK + VSP_UPCALL_STACK_PAGES
			    - VSP_SYSTEM_DCB) * VSP_PAGE_SIZE;

	vsp_domain_set_entry(VSP_SLOT_DOMAIN, (uint64_t)(uintptr_t)vector,
			     stack);
}


/* Two readings of the counter. */
uint64_t bench_overhead(void);
/* A system call there is none of; the count, and *error. */
uint64_t bench_null(uint64_t *error);
void bench_invoke(struct bench_invoke *in);
uint64_t bench_signal(uint64_t channel, uint64_t *error);
/* CALL with words 0..5; word 6 is the count at the svc.  Gives the upcall. */
unsigned bench_call(uint64_t portal, const uint64_t *word);
/* DISPATCH; bench_entry.before is one instruction before the svc. */
unsigned bench_dispatch(uint64_t child);
/* Enabled: read at an address; in a fault, x10 of the context is the count. */
unsigned bench_touch(uint64_t address, uint64_t *count);
/* RESUME a context. */
unsigned bench_resume(uint64_t slot);

/* With these in place, bench_touch() pages itself: a fault maps `frame` at
 * `page` of `stretch`, and the access is made again. */
struct bench_pager {
	uint64_t stretch, frame, page, slot;	/* stretch 0: off */
};

extern struct bench_pager bench_pager;

/* If not 0, the next ACTIVATE or CHILD only dispatches child bench_next. */
extern uint64_t bench_next;

/* What bench_...() gives if the system call has returned. */
#define RETURNED 5u

/* bench_child.S: vectors, of which ACTIVATE is used: a domain that waits, one
 * that runs its context 0, a driver; and code for that context. */
void bench_waiter(void), bench_runner(void), bench_drive(void);
void bench_signaller(void), bench_interrupter(void);

struct bench_driver {
	uint64_t count, events;	/* when it was entered, and why */
	uint64_t irq, device;	/* if irq is not 0: clear and acknowledge */
	uint64_t line;
};

extern struct bench_driver bench_driver;
/* What bench_interrupter() lost, from bench_began on. */
extern uint64_t bench_lost, bench_began;

/* What is measured: `measure` gives the count of one round, without overhead,
 * or WRONG. */
#define WRONG (~0ull)

struct bench {
	const char *name;
	uint64_t (*measure)(unsigned round);
};

extern uint64_t overhead;

/* Untyped: for what stays, and for what is made and given back each time. */
extern vsp_slot bench_fixtures, bench_fresh;

/* An invocation that has to succeed. */
uint64_t bench_invoke_ok(struct bench_invoke in);

/* Each ends with a NULL name. */
extern const struct bench bench_ipc[], bench_cap[], bench_space[],
	bench_upcall[], bench_switch[], bench_thread[];

/* They make what they need; false if that fails. */
bool bench_cap_prepare(void);
bool bench_space_prepare(void);
bool bench_upcall_prepare(void);
bool bench_thread_prepare(void);
bool bench_switch_prepare(void);

/* Make a domain with this ACTIVATE, a child of this one. */
bool bench_child(vsp_slot slot, uint64_t index, void (*vector)(void));

#endif
#endif
