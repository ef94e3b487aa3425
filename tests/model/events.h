/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * events.h - what is recorded of a walk, for record.c, trace.h and trace.pml.
 *
 * A record is lines of a letter and numbers.  Domains are numbers, -1 is
 * nobody; times are ticks, -1 is never; a call record is CALL_OF(caller, n).
 *
 *	W		a walk begins; its first state follows, no event
 *	U en preempt direct decodable
 *			before an event, if it changed: what the user level
 *			left in its DCBs, a bit for each domain (preempt,
 *			direct: its bit in its parent's word), and who is at
 *			a door that its capability still opens
 *	E event who a b part more until now at
 *			what came into the kernel, see below.  `at': the
 *			upcall at whose first instruction cur stands
 *	X cur at top alarm chain[0] ... chain[top]
 *			back at user level.  An event without X is a part of
 *			one entry: the kernel went on
 *	D domain alive en stop frame events replies pre more ready callee
 *	  number client donor until told_until ticks told_ticks parent
 *	  state server[0..] generation[0..]
 *			behind X: what a domain is now, if that changed
 *
 * Of who is dead only that is compared; donors only on the call part.
 */
#ifndef MODEL_EVENTS_H
#define MODEL_EVENTS_H

/* Limits; the model's ND and NT. */
#define TRACE_ND	6
#define TRACE_NT	3
#define TRACE_LEVELS	8
#define TRACE_HOPS	8		/* VSP_NHOPS */

#define E_CALL		0	/* a target (-1: no portal), b number */
#define E_REPLY		1	/* a record (-1: none, NEWEST), b generation */
#define E_LEAVE		2	/* a how */
#define E_DISPATCH	3	/* a child, until: of the grant */
#define E_IRQ		4	/* a line (-1: the timer), who gets an event
				   (-1: nobody) */
#define E_FAULT		5	/* a: its debugger wants it to stop */
#define E_SIGNAL	6	/* who */
#define E_START		7	/* who */
#define E_STOP		8	/* who */
#define E_CANCEL	9	/* who, b number */
#define E_OTHER		10
#define E_KILL		11	/* who */
#define E_ANSWER	12	/* a record: its server is dead */
#define E_UNLINK	13	/* a record: its caller is dead */
#define E_RESET		14	/* who; it was stopped, and has no calls */
#define E_PARENT	15	/* who, a parent */
#define E_WRITE		16	/* who: its registers are written */
#define E_TELL		17	/* who: a debugger, of a fault */

/* An event may be a part of an entry; the one before it is settled first if
 * the kernel has begun something new. */
#define PART_GOES_ON	1
#define PART_BEGUN	2

/* States, as they are named in the manual. */
#define STATE_RUN	0
#define STATE_FROZEN	1
#define STATE_ATSVC	2
#define STATE_NEWS	3
#define STATE_INCALL	4
#define STATE_IDLE	5
#define STATE_STOP	6

#define NEWEST		200

/* How a domain leaves. */
#define HOW_WAIT	0
#define HOW_RESUME	1
#define HOW_ACTIVATE	2

/* Upcalls, as in dcb.h. */
#define AT_ACTIVATE	0
#define AT_CALL		1
#define AT_REPLY	2
#define AT_FAULT	3
#define AT_CHILD	4
#define ELSEWHERE	99

#endif
