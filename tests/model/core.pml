/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * core.pml - all that can happen on one core, in one system: no wakeup is lost,
 * no context is continued twice or forgotten, every call ends, and time adds up.
 *
 * One program checks all systems and all mutants: which, and how often each
 * kind of thing happens, it reads from the environment, and model.sh knows
 * what there is (claims.txt).  By hand:
 *
 *	SYSTEM=1 TIMER=1 KILL=1 ./core -noclaim -m100000
 *	MUTANT=3 SYSTEM=1 TIMER=1 KILL=1 ./core -noclaim -m100000
 *	MUTANT=3 SYSTEM=1 TIMER=1 KILL=1 ./core -r
 *
 * One step is one thing that happens at user level, or an interrupt, and then
 * the kernel until it is back at user level.
 */
#ifndef ND
#define ND	6
#endif
#define NT	2
#define NLEVELS	4
#define TIME	byte
#define FOREVER	255
#define GENERATIONS	4
/* A libOS looks at its table, its devices and its clock at any event. */
#define EV_CHILD	1
#define EV_TIMER	1
#define EV_USER		1

/* Whose portals are gone is known to user.pml, who preempts to systems.pml;
 * `coin' was thrown before the entry. */
#define DECODES(x)	(!no_portal[x] && !GONE(callee[x]))
#define EITHER	2
#define PREEMPT(u)	(preempt[u] == EITHER -> coin : preempt[u])
#define DIRECT(u)	directly[u]

#include "names.pml"
hidden byte act_, arg, coin, late_who, late_after;
#include "kernel.pml"
#include "user.pml"
#include "systems.pml"
#include "properties.pml"

/* What happens next. */
#define A_ANSWER	0
#define A_TAKE		1
#define A_TAKE_CALL	2
#define A_CANCEL	3
#define A_HANDLE	4
#define A_ADOPT		5
#define A_END		6
#define A_CALL		7
#define A_THREAD_ANSWER	8
#define A_NEST		9
#define A_DEVICE	10
#define A_SLEEP		11
#define A_EXPIRE	12
#define A_EVENT		13
#define A_KILL		14
#define A_FAULT		15
#define A_HELP		16
#define A_MEND		17
#define A_TICK		18
#define A_REVOKE	19
#define A_FINISH	20
#define A_CANCEL_CLIENT	21

bool ended;

/* What there is to choose from.  A choice is come back to, and finds in
 * registers what was done since: what it needs is state, and 0 otherwise. */
byte vacant, old, orphan, mend;


inline look_around() {
	vacant = NT;
	old = NT;
	if
	:: cur < ND ->
		first(cur, tst[e] == T_FREE);
		vacant = k;
		first(cur, tst[e] == T_CALL &&
		      (server[e] != NONE || (replies[cur] & (1 << k))));
		old = k
	:: else
	fi;
	orphan = NONE;
	mend = NONE;
	n = 1;
	do
	:: n >= nd -> break
	:: else ->
		if :: alive[n] && PARENT(n) == NONE -> orphan = n :: else fi;
		if :: dev[n] || (stop[n] && alive[n]) -> mend = n :: else fi;
		n++
	od
}

#define HANDLER(kind)	(cur < ND && !en[cur % ND] && hk[cur % ND] == kind)
#define THREAD		(cur < ND && en[cur % ND])
#define MINE		CALL_OF(cur, rt[cur])
#define OWN		(tke[MINE] == NONE)

inline look_away() {
	vacant = 0;
	old = 0;
	orphan = 0;
	mend = 0
}

/* The call that gives cur its time. */
#define CLIENTS		CALL_OF(donor[cur], callee_number[donor[cur]])

inline choose() {
	if
	:: HANDLER(H_CALL) -> act_ = A_ANSWER
	:: HANDLER(H_CALL) && vacant < NT -> act_ = A_TAKE
	:: HANDLER(H_CALL) && vacant < NT && nests[cur] != NONE ->
		act_ = A_TAKE_CALL
	:: HANDLER(H_ACT) -> act_ = A_HANDLE
	:: HANDLER(H_ACT) && n_cancel && !is_sched[cur] && old < NT ->
		act_ = A_CANCEL
	:: HANDLER(H_ACT) && n_cancel && cur != PAYER &&
	   tke[CLIENTS] == NONE && server[CLIENTS] == cur ->
		act_ = A_CANCEL_CLIENT
	:: HANDLER(H_ACT) && n_adopt && cur == 0 && orphan != NONE ->
		act_ = A_ADOPT
	:: THREAD && OWN && todo[MINE] == 0 -> act_ = A_END
	:: THREAD && OWN && todo[MINE] > 0 -> act_ = A_CALL
	:: THREAD && !OWN -> act_ = A_THREAD_ANSWER
	:: THREAD && !OWN && nest[MINE] -> act_ = A_NEST
	:: THREAD && !OWN && n_dev -> act_ = A_DEVICE
	:: THREAD && n_sleep -> act_ = A_SLEEP
	:: n_timer && cur != IDLE && top > 0 -> act_ = A_EXPIRE
	:: n_event -> act_ = A_EVENT
	:: n_kill && cur != IDLE -> act_ = A_KILL
	:: n_stop && cur != IDLE && cur != 0 && !en[cur] && may_stop[cur] ->
		act_ = A_FAULT
	:: deleting -> act_ = A_HELP
	:: mend != NONE && (cur == IDLE || n_timer) -> act_ = A_MEND
	:: n_tick && cur != IDLE -> act_ = A_TICK
	:: cur == IDLE && until[0] != FOREVER -> act_ = A_TICK
	:: n_revoke && cur != IDLE -> act_ = A_REVOKE
	:: cur == IDLE && mend == NONE && until[0] == FOREVER && !deleting ->
		act_ = A_FINISH
	fi
}

/* To whom, or how far. */
inline choose_arg() {
	arg = 1;
	if
	:: act_ == A_EXPIRE ->
		arg = 0;
		do :: arg < top - 1 -> arg++ :: break od
	:: act_ == A_EVENT || act_ == A_KILL || act_ == A_REVOKE ->
		if :: act_ == A_EVENT -> arg = 0 :: else fi;
		do :: arg < nd - 1 -> arg++ :: break od
	:: else
	fi;
	late_who = 0;
	late_after = 0;
	if
	:: n_late && top > 0 && act_ != A_FINISH ->
		if :: late_after = 1 :: late_after = 0 fi;
		late_who = 1;
		do :: late_who < nd - 1 -> late_who++ :: break od
	:: late_who = 0
	fi;
	coin = 0;
	if
	:: top > 0 && (act_ != A_HANDLE || !is_sched[cur % ND] ||
	   sp[cur % ND] != S_NOTHING) -> coin = 1
	:: coin = 0
	fi
}

inline do_it() {
	begin();
	if
	:: late_who != 0 ->
		n_late--;
		late_falls = late_after;
		if :: alive[late_who] -> late = late_who :: else fi
	:: else
	fi;
	next = USER;
	if :: cur < ND -> e = MINE :: else fi;
	if
	:: act_ == A_ANSWER -> answer()
	:: act_ == A_TAKE -> take()
	:: act_ == A_TAKE_CALL -> take(); calls(vacant, nests[cur])
	:: act_ == A_HANDLE -> handle()
	:: act_ == A_CANCEL -> n_cancel--; cancels()
	:: act_ == A_CANCEL_CLIENT -> n_cancel--; cancels_client()
	:: act_ == A_ADOPT -> n_adopt--; adopts(orphan)
	:: act_ == A_END -> tst[e] = T_FREE; gives_way()
	:: act_ == A_CALL -> calls(rt[cur], calls_to[e])
	:: act_ == A_THREAD_ANSWER -> thread_answers()
	:: act_ == A_NEST -> calls(rt[cur], nests[cur])
	:: act_ == A_DEVICE ->
		n_dev--;
		tst[e] = T_DEV;
		dev[cur] = 1;
		gives_way()
	:: act_ == A_SLEEP ->
		n_sleep--;
		tst[e] = T_SLEEP;
		wake_at[e] = clock + 1;
		gives_way()
	:: act_ == A_EXPIRE -> n_timer--; want = arg; next = SETTLE
	:: act_ == A_EVENT ->
		n_event--;
		if
		:: gets_events[arg] && alive[arg] ->
			signal(arg, EV_USER)
		:: else
		fi
	:: act_ == A_KILL ->
		n_kill--;
		if :: may_die[arg] && alive[arg] -> dies(arg) :: else fi
	:: act_ == A_FAULT -> n_stop--; stop_it(cur)
	:: act_ == A_HELP -> help_deletion()
	:: act_ == A_MEND -> mends(mend)
	:: act_ == A_TICK ->
		if :: cur == IDLE -> clock = until[0]
		   :: else -> n_tick--; clock++ fi;
		next = TIMER
	:: act_ == A_REVOKE -> n_revoke--; no_portal[arg] = 1
	:: act_ == A_FINISH -> finish()
	fi
}

/* A line for each step of a trail that is replayed (-r). */
inline tell() {
	c_code {
		static const char *const name[] = {
			"answer", "take", "take+call", "cancel", "handle",
			"adopt", "end", "call", "answer", "nest", "device",
			"sleep", "expire", "event", "kill", "fault", "help",
			"mend", "tick", "revoke", "finish", "cancel it",
		};

		Printf("%9s %d: cur %d%s chain", name[act_], arg, now.cur,
		       now.cur < ND && now.en[now.cur] ? "+" : "");
		for (int i = 0; i <= now.top; i++)
			Printf(" %d", now.chain[i]);
		for (int i = 0; i < nd; i++) {
			Printf(" |%s%s%s%s%s%s%s", now.alive[i] ? "" : "dead ",
			       now.stop[i] ? "stop " : "", now.ready[i] ? "r" : "",
			       now.events[i] ? "e" : "", now.pre[i] ? "p" : "",
			       now.more[i] ? "m" : "",
			       now.frame[i] == 0 ? "" :
			       now.frame[i] == 1 ? "F" : "A");
			if (now.callee[i] < ND)
				Printf(">%d", now.callee[i]);
			if (now.donor[i] < ND)
				Printf("<%d", now.donor[i]);
			if (now.replies[i])
				Printf(" a%d", now.replies[i]);
			for (int t = 0; t < NT; t++)
				Printf("%c", "_RCDS"[now.tst[i * NT + t]]);
		}
		if (now.clock > 0 || now.until[0] != FOREVER) {
			Printf(" | t%d", now.clock);
			for (int i = 0; i < nd; i++)
				Printf(" %d/%d", now.until[i],
				       now.told_until[i]);
		}
		Printf("\n");
	}
}

inline told_by_environment() {
	c_code {
		mutant = told("MUTANT", 0);
		which = told("SYSTEM", 1);
		max_hops = told("HOPS", 8);
		victim = told("VICTIM", 0);
		goal = told("GOAL", 0);
		told_callers = told("CALLERS", 0);
		n_calls = told("CALLS", 1);
		now.n_timer = told("TIMER", 0);
		now.n_event = told("EVENT", 0);
		now.n_kill = told("KILL", 0);
		now.n_stop = told("STOP", 0);
		now.n_cancel = told("CANCEL", 0);
		now.n_dev = told("DEV", 0);
		now.n_past = told("PAST", 0);
		now.n_sleep = told("SLEEP", 0);
		now.n_tick = told("TICK", 0);
		now.n_adopt = told("ADOPT", 0);
		now.n_revoke = told("REVOKE", 0);
		now.n_late = told("LATE", 0);
	}
}

inline initial() {
	n = 0;
	do
	:: n == NCALLS -> break
	:: else -> server[n] = NONE; tke[n] = NONE; n++
	od;
	n = 0;
	do
	:: n == ND -> break
	:: else ->
		donor[n] = NONE;
		callee[n] = NONE;
		client[n] = NONE;
		parent[n] = 0;
		until[n] = FOREVER;
		told_until[n] = FOREVER;
		knows_until[n] = FOREVER;
		n++
	od;
	setup();
	n = 0;
	do
	:: n == nd -> break
	:: else ->
		alive[n] = 1;
		en[n] = (n != 0);
		/* everybody is to be activated once */
		pre[n] = (n != 0);
		ready[n] = (n != 0);
		if :: n != 0 -> is_sched[parent[n]] = 1 :: else fi;
		n++
	od;
	parent[0] = NONE;
	is_sched[0] = 1;
	cur = 0
}

active proctype core() {
	d_step { told_by_environment(); initial() }
	do
	:: ended -> break
	:: else -> atomic {
		act_ = 0;	/* spin mixes up d_steps that touch */
		d_step { look_around() }
		arg = 0;
		choose();
		choose_arg();
		kt = NONE;
		d_step { do_it() }
		hit = 0;
		d_step { kernel() }
		hit = 0;
		d_step { tell(); properties(); look_away() }
	   }
	od
}

ltl done { <> ended }
