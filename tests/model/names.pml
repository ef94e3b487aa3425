/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * names.pml - constants, and what a run of the checker can be told.
 *
 * Domains are numbered 0 .. ND - 1; 0 is the root.  A call is the number of
 * its record, CALL_OF(caller, n).
 */
#include "claims.pml"

#define NCALLS	(ND * NT)
#define CALL_OF(d, n)	((d) * NT + (n))
#define CALLER(e)	((e) / NT)
#define NUMBER(e)	((e) % NT)

#define NONE	29		/* no domain, no call, no child */
#define NOBODY	30		/* cur: has lost the processor */
#define IDLE	31		/* cur: the core idles */
#define NOWANT	40		/* larger than any level */
#define NOLEVEL	41

/* frame */
#define NIL	0
#define FROZEN	1		/* preempted while disabled */
#define ATSVC	2		/* at a server's door, call not accepted */

/* how a domain leaves */
#define WAIT		0
#define RESUME		1
#define ACTIVATE	2

/* What comes next, in the kernel. */
#define USER		0	/* back to user level */
#define CALL		1
#define CALLED		2
#define DOOR		3
#define ACCEPT		4
#define LEAVE		5
#define LEFT		6
#define REPLY		7
#define REPLIED		8
#define DISPATCH	9
#define PICK		10
#define RUN		11
#define ACT		12
#define RESCHED		13
#define SETTLE		15
#define WAKE		16
#define UP		17
#define STAY		18
#define TIMER		19

/* ---- what a run is told: environment variables, see core.pml ---- */

c_decl {
	\#include <stdlib.h>
	static int
	told(const char *name, int otherwise)
	{
		const char *value = getenv(name);

		return value != NULL ? atoi(value) : otherwise;
	}
}

hidden byte max_hops;		/* from which no more calls are made */
hidden byte mutant;		/* the rule that is broken, or 0 */
#define RIGHT(m)	(mutant != (m))
#define WRONG(m)	(mutant == (m))

/* Readings of the rules that are tempting, and wrong.  claims.txt says which
 * system shows it.
 *
 * calls */
#define DONOR_ALWAYS		1	/* a cycle moves the donor */
#define ACCEPT_LOSES		2	/* a server's own frame is lost */
#define ACCEPT_SAVES_OWN	3	/* a self-caller's frame is kept */
#define REPLY_ALWAYS		4	/* switch to whoever called */
#define REPLY_ATSVC		5	/* ... also if it is at a door */
#define REPLY_LEAVES		6	/* its own news before the caller */
#define REPLY_DISPATCHER	7	/* a dispatcher's own news is left */
#define REPLY_FORGETS		8	/* ... and its `until` */
#define NO_GENERATION		9	/* old tokens are good */
#define POP_CLIENT		10	/* a parked client is `client` again */
#define CANCEL_ANSWERED		11	/* an answer stays when cancelled */
#define CANCEL_RUNS_ON		12	/* a cancelled call still pays */
#define ATSVC_BUSY		13	/* a server at a door is closed */
#define DOOR_NOREADY		14	/* a caller at a door is not ready */
#define NO_DYING		15	/* the clients of the dead wait on */
#define HOPS_FORGOTTEN		16	/* nobody counts the call part */
/* waking */
#define WAKE_CHAIN_NOREADY	20	/* no bit for the call part */
#define WAKE_NOPOP		21	/* a dispatcher's event waits */
#define DEFER_EVENT		22	/* an event of the call part waits */
#define ONLY_BIT		23	/* a disabled parent gets no event */
#define NO_TREE			24	/* the walk ends at the parent */
#define BUSY_NO_EVENT		25	/* a parent with news gets no event */
#define NO_READY		26	/* the preempted are not ready */
#define NO_UP			27	/* ... and their parents not told */
#define SIGNAL_EVENTS		29	/* whoever has events is not woken */
#define STAY_ONLY_BIT		28	/* who stays is not told of */
#define LATE_SILENT		54	/* ... one between two grants is */
/* picking */
#define NO_LEADS		30	/* only the first callee is looked at */
#define STOP_WALK		31	/* the walk passes the stopped */
#define STOP_DOOR		32	/* a stopped server is just closed */
#define MORE_PAYER		33	/* only the payer's `more` counts */
#define LOOK_UNBOUNDED		34	/* the walk has no limit */
/* grants */
#define NO_TABLE		40	/* only the last popped is reported */
#define DISPATCH_LENT		41	/* a server dispatches on lent time */
#define DISPATCH_FORGETS	44	/* ... and is not to come back for it */
#define DIRECT_EVENT		42	/* a direct dispatch raises an event */
#define LENT_UNTIL_LOST		45	/* `until` on lent time is not told */
#define WAIT_UNTIL_LOST		46	/* a report forgets `until` */
#define ALARM_LOST		47	/* `until` raises nothing */
#define EXPIRE_TOP		48	/* only the payer's grant can end */
#define TICKS_OVERWRITTEN	49	/* a second report replaces the first */
#define TICKS_TWICE		50	/* a parent is charged as well */
#define ORPHAN_UNTIL		51	/* a new parent is not told `until' */
#define ORPHAN_AT_DOOR		52	/* ... of one at a door */
#define ORPHAN_MORE		53	/* ... of one that has more to do */
/* debuggers */
#define WRITE_AT_DOOR		56	/* a call whose registers are written
					   stays at its door */
#define TELL_SILENT		57	/* a debugger has an event, and sleeps */
/* No run has told these from the rules: the ready bit makes up for it, or what
 * is left out is done once more. */
#define UNDIRECT_SILENT		59	/* a push given up is not told */
#define ACCEPT_CLEARS_PRE	60
#define RESUME_NO_PRE		61
#define POP_DONOR		62
#define EVENT_IF_IDLE		63
