/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sim.h - the simulated machine, for the tests that drive it.
 *
 * A test is user level: it sets the registers of whoever runs, makes a system
 * call or lets an interrupt come, and looks who runs then, at which upcall
 * and with which registers.
 *
 *	sim_boot(SIM_PAGES);
 *	frame = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
 *	ck_assert_int_eq(SIM_INVOKE(frame, VSP_OP_FRAME_UNMAP), VSP_E_EMPTY);
 *
 * After each entry into the kernel everything that must always hold is
 * checked (check.h), and a test fails that breaks it.
 */
#ifndef SIM_H
#define SIM_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/bootinfo.h>
#include <vesper/error.h>
#include <vesper/op.h>
#include "mmu.h"
#include "state.h"

#define SIM_PAGES	8192u	/* 32 MiB: for tests that do not care */
#define SIM_MAX_PAGES	16384u
#define SIM_INIT_PAGE	12u	/* where the kernel's boot code would be */
#define SIM_INIT_PAGES	3u
#define SIM_TIMER_LINE	97u	/* the kernel's; there is no such line */

/* Invalidations and barriers that a test of the model can leave out. */
enum sim_skip {
	SIM_SKIP_NOTHING,
	SIM_SKIP_PUBLISH,
	SIM_SKIP_FLUSH_ASID,
	SIM_SKIP_FLUSH_PAGES,
	SIM_SKIP_SET_SPACE,
	SIM_LAST_LEVEL_ONLY	/* flush pages as TLBI VALE1 would */
};

struct sim {
	uint64_t now;		/* the clock */
	uint64_t ticks_per_read;	/* it goes on by itself, if not 0 */
	uint64_t alarm;
	uint64_t polls;		/* of machine_interrupted() so far */
	uint64_t interrupt_at;	/* the poll at which one comes; 0: none */
	bool interrupted;	/* it waits */
	bool raised[128], unmasked[128];
	uint64_t ttbr0;
	enum sim_skip skip;
	uint32_t unpublished;	/* stores that no barrier made visible */
	bool fp_trap;
	bool step;		/* user level is single-stepped */
	struct fp_regs fp;	/* what is in the FP registers */
	bool slow;		/* no fast way for calls that return */
	bool unchecked;		/* leave out the checks after each entry */
	bool atomic;		/* whoever looks sees no interrupt */
	bool unruly;		/* user level may write what it likes to DCBs */
	bool panic_expected;
	const char *panic;	/* what the kernel's epitaph said */
	struct domain *panic_domain;
};

extern struct sim sim;

/* Who is told of each entry into the kernel, before it, and of each return to
 * user level, after it. */
struct sim_watch {
	/* An exception's syndrome; or 0, and a line or BOARD_NO_LINE. */
	void (*enter)(uint64_t syndrome, uint32_t line);
	void (*leave)(void);
};

extern const struct sim_watch *sim_watch;

/* ---- the machine ---- */

void sim_boot(uint32_t ram_pages);
/* What the current domain does: a system call with the registers it has, an
 * access to memory (true if it is allowed, else the fault is taken), a touch
 * of the FP registers (NULL if somebody else got the processor by it). */
void sim_svc(uint32_t number);
bool sim_access(uint64_t address, uint32_t right);
struct fp_regs *sim_fp(void);
void sim_fault(uint64_t syndrome, uint64_t address);
/* What happens to it. */
void sim_irq(uint32_t line);
void sim_time(uint64_t now);

/* ---- who runs ---- */

/* The upcall entry the current domain is at, or SIM_ELSEWHERE. */
#define SIM_ELSEWHERE 99
int sim_entry(void);
uint64_t *sim_x(void);
struct domain *sim_root(void);

/* ---- what tests do often ---- */

/* INVOKE by whoever runs, until it is done. */
#define SIM_LEFT 99	/* somebody else runs now */
int sim_invoke(uint64_t cap, uint64_t op, const uint64_t *args);
#define SIM_INVOKE(cap, op, ...) \
	sim_invoke(cap, op, (const uint64_t[7]){ __VA_ARGS__ })

/* Successive empty slots of the root. */
uint64_t sim_slots(uint32_t count);
/* One object, in a new slot of the root. */
uint64_t sim_make(uint64_t untyped, enum vsp_type type, uint64_t size_pages);
/* A capability derived by the root in a new slot. */
uint64_t sim_derive(uint64_t from, uint32_t rights, uint64_t badge);
/* Move a capability of the root's into slot `to` of a CNode. */
void sim_move_into(uint64_t cnode, uint64_t to, uint64_t from);
int sim_delete(uint64_t slot);
int sim_revoke(uint64_t slot);
/* The slot itself, in the root's CNode. */
struct slot *sim_slot(uint64_t index);
bool sim_slot_empty(uint64_t index);
uint32_t sim_page(uint64_t slot);

#endif
