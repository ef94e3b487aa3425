/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.pml - do the rules accept what the kernel's C code did?
 *
 * record writes down random walks: what came into the kernel, and the state of
 * the state machine behind it.  Here the rules of kernel.pml are given the same
 * events, in the same order, and after each their state must be the recorded
 * one, field by field.  Nothing is chosen but the walk.
 *
 * A field is compared in trace.h, which also says how a record is written.
 */
#define ND	6
#define NT	3
#define NLEVELS	8
#define TIME	int
#define FOREVER	2147483647
#define GENERATIONS	256
#define EV_CHILD	1
#define EV_TIMER	2
#define EV_USER		4
#define DECODES(x)	(decodable[x] && !GONE(callee[x]))
#define PREEMPT(u)	preempt[u]
#define DIRECT(u)	direct_bit[u]

c_decl { \#include "trace.h" }

/* What is as the user level left it. */
hidden byte decodable[ND], preempt[ND], direct_bit[ND];

byte at[ND];			/* the upcall it is at the first instruction of */
byte reports[ND], last_report[ND];	/* since its last upcall */

#include "events.h"
#include "names.pml"

inline entered(x, how) {
	at[x] = how;
	reports[x] = 0
}

inline entered_act(x) {
	if
	:: events[x] == EV_CHILD && !replies[x] && reports[x] == 1 ->
		entered(x, AT_CHILD)
	:: else ->
		entered(x, AT_ACTIVATE);
		replies[x] = 0
	fi;
	events[x] = 0
}
inline entered_call(x, e) { at[x] = AT_CALL }
inline entered_reply(x, n) { at[x] = AT_REPLY }
inline saved(x, n) { skip }
inline called_in_vain(x, n) { at[x] = ELSEWHERE }
inline restarted(x) { at[x] = ELSEWHERE }
inline dispatched(x) { skip }
inline nobody_helped() { skip }
inline pushed_in_vain() { skip }
inline reported(p, x) {
	reports[p]++;
	last_report[p] = x
}

#define HELD		held
#include "kernel.pml"

short walk;
int step;
hidden short event, mismatches;
hidden byte who, goes_on, held;
hidden short walks;
short length;
bool untold;			/* a report may have been lost: on its way to
				 * who was reset, or nobody's */


inline fault() {
	if
	:: en[cur] && !ke -> enter(cur); at[cur] = AT_FAULT; next = USER
	:: else -> who = cur; stop_it(who)
	fi
}

inline interrupt() {
	next = SETTLE;
	if
	:: who != NONE ->
		raise(who, EV_USER);
		wx = who;
		then = SETTLE;
		next = WAKE
	:: who == NONE && ke == NONE -> next = TIMER
	:: else
	fi
}

inline returning_calls() {
	next = SETTLE;
	if
	:: event == E_SIGNAL && who != NONE -> signal(who, EV_USER)
	:: event == E_START && who != NONE -> start_it(who)
	:: event == E_STOP && who != NONE -> stop_it(who)
	:: event == E_CANCEL && who != NONE -> kx = who; cancel()
	:: event == E_WRITE && who != NONE -> copy_regs(who)
	:: event == E_TELL && who != NONE -> debug_tell(who)
	:: else
	fi
}

inline happen() {
	if :: !goes_on -> begin() :: else fi;
	if
	:: event == E_CALL -> next = CALL
	:: event == E_REPLY ->
		if :: ke == NEWEST ->
			ke = client[cur];
			kg = (ke != NONE -> generation[ke % NCALLS] : 0)
		   :: else fi;
		next = REPLY
	:: event == E_LEAVE ->
		set_left(cur);
		if :: how == RESUME -> at[cur] = ELSEWHERE :: else fi;
		next = LEAVE
	:: event == E_DISPATCH -> next = DISPATCH
	:: event == E_IRQ -> interrupt()
	:: event == E_FAULT -> fault()
	:: event == E_KILL -> kill(who)
	:: event == E_ANSWER ->
		/* The newest of the dying one's clients. */
		call_fail()
	:: event == E_UNLINK -> unlink(ke); next = SETTLE
	:: event == E_RESET ->
		untold = 1;
		reset_it(who)
	:: event == E_PARENT ->
		if :: PARENT(who) == NONE -> untold = 1 :: else fi;
		set_parent(who, ke)
	:: else -> returning_calls()
	fi;
	kernel()
}

active proctype replay() {
	d_step {
		c_code {
			trace_read();
			mutant = told("MUTANT", 0);
			walks = trace_walks();
		}
		max_hops = TRACE_HOPS
	}
	do
	:: walk < walks - 1 -> walk++
	:: break
	od;
	step = 0;
	/* Statements between: spin mixes up d_steps that touch. */
	d_step { c_code { LOAD_STATE } }
	step = 0;
	do
	:: step == length -> break
	:: step < length ->
		d_step {
			c_code { LOAD_EVENT }
			happen();
			c_code { COMPARE }
			assert(mismatches == 0);
			if :: !untold -> accounts() :: else fi
		};
		step++
	od
}
