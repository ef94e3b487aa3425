/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stage.h - where a test is played: fresh memory before it, nothing left
 * after it.
 *
 * All that a test makes comes from one Untyped, the arena.  At its end the
 * arena is revoked, whatever state the test left things in; then all must be
 * as it was before: no memory in use, no capability in the slots that were
 * handed out, nothing attached, no child, no interrupt bound.  So every test
 * is a test of deletion too.
 */
#ifndef CONFORM_STAGE_H
#define CONFORM_STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/clock.h>
#include <vesper/invoke.h>

#include "../../tap.h"
#include "root.h"

/* The root's slots. */
enum root_slot {
	SLOT_DEVICES = 240,	/* console.c */
	SLOT_ARENA = VSP_BOOT_FREE,	/* Untyped */
	SLOT_TABLES,		/* Untyped: for stretches, 512 pages */
	SLOT_MEMORY,		/* Untyped: for all else */
	SLOT_TEST = 512		/* the test's, from here on */
};

#define ARENA_PAGES	16384u
#define TABLES_PAGES	512u
#define MEMORY_PAGES	(ARENA_PAGES - TABLES_PAGES)

#define UART_ADDRESS	0x3f201000u
#define POWER_ADDRESS	0x3f100000u
#define TIMER_ADDRESS	0x3f003000u

void stage_build(void);
void stage_begin(void);
/* Take all back; false (and a line that says why) if something is left. */
bool stage_end(void);

/* Slots of the root's for this test; the next one that will be given. */
vsp_slot slot_new(void);
vsp_slot slots_new(unsigned count);
vsp_slot slot_next(void);

/* Objects from the arena; the owner's slot.  A test that cannot have them
 * fails. */
vsp_slot make(enum vsp_type type, uint64_t size_pages);
vsp_slot make_many(enum vsp_type type, uint64_t size_pages, unsigned count);
vsp_slot derive(vsp_slot from, uint64_t rights, uint64_t badge);
/* This must succeed for the test to make sense. */
void must(int error, const char *what, int line);
#define MUST(call)	must((call), #call, __LINE__)

/* Is there nothing in this slot of the root's? */
bool gone(vsp_slot slot);
/* Is there something? */
bool there(vsp_slot slot);

/* A number that stands for all that can be seen of the test's objects: if two
 * are the same, nothing has changed. */
uint64_t stage_look(void);

static inline struct vsp_result
invoke(vsp_slot slot, uint64_t op, uint64_t x0, uint64_t x1, uint64_t x2,
       uint64_t x3, uint64_t x4, uint64_t x5)
{
	return vsp_invoke(slot, op, &(const struct vsp_args){
		.x = { x0, x1, x2, x3, x4, x5 } });
}

/* ---- the root's time ---- */

struct back {
	unsigned reason;	/* VSP_CHILD_* */
	uint64_t ticks, until;
	unsigned kind;		/* of the upcall that told it */
};

#define GRANT_TICKS	50000u	/* enough for any script */

/* Dispatch a child, until it comes back. */
struct back dispatch(uint64_t index, uint64_t ticks);
struct back dispatch_until(uint64_t index, uint64_t until_ticks);
/* The reason only, after a long grant; again if it was preempted. */
unsigned run(uint64_t index);
/* Wait; the events that came. */
uint64_t root_wait(uint64_t until_ticks);
/* Wait, whatever comes. */
void root_sleep(uint64_t ticks);
/* Take what is to be told, before it comes instead of something else. */
void root_take_news(void);
/* Events that came with upcalls since the test began. */
extern uint64_t root_events;

/* Have compare `n` (1 or 3) of the system timer raise its interrupt now, and
 * clear it when that has been delivered. */
void timer_fire(volatile uint32_t *timer, uint32_t n);

/* In so many microseconds; and: it has come. */
void timer_set(volatile uint32_t *timer, uint32_t n, uint32_t us);
void timer_clear(volatile uint32_t *timer, uint32_t n);

bool child_is_ready(uint64_t index);

#endif
