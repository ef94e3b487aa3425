/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads.pml - threads in one domain: how libvesper enables, disables, and
 * keeps contexts in slots, one instruction at a time where it matters.
 *
 * The kernel is what it promises (kernel.pml): a context is saved in the slot
 * that the DCB names, leaving enables and looks for news in one step, `pending`
 * is set when something comes.  The rest is libvesper/context.c, dispatch.c,
 * wait.c, call.c and thread.S, by their names.  There are fewer slots than
 * threads, so that a context has to be copied, too.
 *
 * Each thread waits for an event of its own, then makes a call, in any order
 * with giving way and being preempted.
 */
#define NTHREADS	3
#define NSLOTS		2
#define NONE		9

/* Where registers are: live[] says what is true, where[] what is believed. */
#define IN_SLOT		0	/* + slot */
#define ON_STACK	4
#define IN_COPY		5
#define RUNNING		6

/* state[] */
#define READY		0
#define CALL		1
#define WAIT		2
#define ENDED		3

/* pc[]: where a thread is */
#define P_WAIT		0	/* about to wait for its event */
#define P_LOOK		1	/* disabled: is it there? */
#define P_ENABLE	2	/* about to enable, */
#define P_PENDING	3	/* ... and to look at `pending` */
#define P_YIELD		4	/* about to disable, */
#define P_ACTIVATE	5	/* ... and to leave with ACTIVATE */
#define P_CALL		6	/* about to disable, to call, */
#define P_SVC		7	/* ... at the svc */
#define P_BLOCK		8	/* it is not: about to wait */
#define P_END		9
#define P_FAILED	10	/* behind the svc: it failed; the frame is there */
#define P_RETURN	11	/* ... and popped */
#define P_LAST		12	/* enabled: `pending'? */

/* who has the processor */
#define HANDLER		7
#define OUT		8	/* another domain */

byte proc = HANDLER;
/* the kernel's */
byte events, replies;		/* a bit each: thread, call of thread */
bool pre, atsvc;
byte incall, door;		/* calls that are out; who is at a door */
/* the DCB */
bool en, pending, runs;	/* en: `enabled' */
byte slot, saved;
/* the library's */
byte calling = NONE, preempted = NONE, in_use, come;
byte state[NTHREADS], where[NTHREADS], pc[NTHREADS];
/* what is true */
byte live[NTHREADS];
byte to_come = 7;		/* events that devices will raise */
byte n_preempt, n_spurious;
byte entering;			/* in thread_continue: 1 before, 2 behind */
byte what, who;			/* chosen; else 0 */
bool ended;
hidden byte me, s, mutant;

#define BIT(x)		(1 << (x))
#define NEWS		(events || replies || pre)
#define RIGHT(m)	(mutant != (m))
#define CONTINUE_BLIND	1	/* nobody looks at `pending` */
#define ENABLE_BLIND	2	/* ... behind a critical section */
#define RUNS_LATE	3	/* RUNS is set when enabled already */
#define SETTLE_SAVED	4	/* a call put off counts as made */
#define NAME_KEPT	5	/* the next runs with a slot in use named */
#define LOOK_ENABLED	6	/* a thread looks before it disables */
#define COPY_LOST	7	/* nothing is copied */
#define RESUME_RUNS	8	/* RUNS is not set before RESUME */
#define FAILED_ENABLED	9	/* a call refused at a door returns enabled */

c_decl {
	\#include <stdlib.h>
	static int
	told(const char *name, int otherwise)
	{
		const char *value = getenv(name);

		return value != NULL ? atoi(value) : otherwise;
	}
}

/* ---- the kernel ---- */

/* The registers of x go to the slot that is named: nobody's may be there. */
inline context_save(x) {
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS ->
		assert(live[s] != IN_SLOT + slot || s == x);
		s++
	od;
	if :: live[x] == RUNNING -> live[x] = IN_SLOT + slot :: else fi;
	saved = saved | BIT(slot)
}

/* An upcall: what the library does with it follows at once. */
inline upcall_enter() {
	proc = HANDLER;
	en = 0;
	context_settle();
	pending = 0
}

inline act() {
	if
	:: atsvc ->
		context_save(door);
		atsvc = 0
	:: else
	fi;
	pre = 0;
	upcall_enter();
	come = come | events;
	events = 0;
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS ->
		if :: replies & BIT(s) -> answered(s) :: else fi;
		s++
	od;
	replies = 0;
	deliver()
}

/* It has left, enabled. */
inline leave() {
	en = 1;
	if :: NEWS -> act() :: else -> proc = OUT fi
}

/* Something came: an enabled domain is activated at once. */
inline wake() {
	pending = 1;
	if
	:: proc < NTHREADS && en ->
		context_save(proc);
		act()
	:: else
	fi
}

/* ---- the library ---- */

inline answered(x) {
	assert(state[x] == CALL);
	state[x] = READY;
	pc[x] = P_END
}

/* Events that somebody waits for. */
inline deliver() {
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS ->
		if
		:: state[s] == WAIT && (come & BIT(s)) ->
			come = come & (255 - BIT(s));
			state[s] = READY
		:: else
		fi;
		s++
	od
}

/* Who ran, and what became of it? */
inline context_settle() {
	if
	:: runs && calling != NONE ->
		if
		:: (saved & BIT(slot)) && RIGHT(SETTLE_SAVED) ->
			/* VSP_CALL_AGAIN, from its frame. */
			assert(live[calling] == ON_STACK ||
			       pc[calling] == P_FAILED);
			live[calling] = ON_STACK;
			pc[calling] = P_CALL
		:: else -> state[calling] = CALL
		fi;
		where[calling] = ON_STACK;
		calling = NONE;
		saved = saved & (255 - BIT(slot))
	:: runs && calling == NONE ->
		/* Who: the context in the slot says. */
		s = 0;
		do
		:: s == NTHREADS -> break
		:: s < NTHREADS && live[s] == IN_SLOT + slot -> break
		:: else -> s++
		od;
		assert(s < NTHREADS);
		preempted = s;
		in_use = in_use | BIT(slot);
		where[s] = IN_SLOT + slot;
		saved = saved & (255 - BIT(slot))
	:: else
	fi;
	runs = 0
}

/* Name a slot that holds nothing. */
inline name_empty() {
	if
	:: !(in_use & BIT(slot)) || !RIGHT(NAME_KEPT) -> skip
	:: else ->
		s = 0;
		do
		:: s == NSLOTS -> break
		:: s < NSLOTS && !(in_use & BIT(s)) -> break
		:: else -> s++
		od;
		if
		:: s < NSLOTS -> slot = s
		:: else ->
			/* Who was preempted last moves to a copy. */
			assert(where[preempted] == IN_SLOT + slot);
			where[preempted] = IN_COPY;
			if :: RIGHT(COPY_LOST) -> live[preempted] = IN_COPY
			   :: else fi;
			in_use = in_use & (255 - BIT(slot))
		fi
	fi
}

/* The thread that is to run: its registers are where it is believed. */
inline context_take(x) {
	assert(live[x] == where[x]);
	if
	:: where[x] < ON_STACK ->
		slot = where[x] - IN_SLOT;
		in_use = in_use & (255 - BIT(slot))
	:: where[x] == IN_COPY ->
		name_empty();
		live[x] = IN_SLOT + slot;
		where[x] = IN_SLOT + slot
	:: else -> name_empty()
	fi;
	preempted = NONE
}

/* A frame is pushed, and the thread is off. */
inline block(x) {
	live[x] = ON_STACK;
	where[x] = ON_STACK
}

/* ---- what happens ---- */

inline pick_thread() {
	if
	:: who < NTHREADS && where[who] != ON_STACK ->	/* RESUME */
		context_take(who);
		where[who] = ON_STACK;
		runs = RIGHT(RESUME_RUNS);
		en = 1;
		if
		:: NEWS -> act()
		:: else -> live[who] = RUNNING; proc = who
		fi
	:: who < NTHREADS && where[who] == ON_STACK ->	/* thread_continue */
		context_take(who);
		live[who] = RUNNING;
		proc = who;
		runs = RIGHT(RUNS_LATE);
		entering = 1
	:: else -> leave()				/* WAIT */
	fi
}

/* thread_continue goes on: `enabled', then a look at `pending'. */
inline continues() {
	if
	:: entering == 1 -> en = 1; entering = 2
	:: else ->
		entering = 0;
		runs = 1;
		if
		:: pending && RIGHT(CONTINUE_BLIND) ->
			en = 0;
			block(proc);
			runs = 0;
			en = 1;
			act()
		:: else
		fi
	fi
}

/* CALL: own news first, else it is at a door. */
inline call_svc() {
	calling = proc;
	live[proc] = ON_STACK;
	where[proc] = ON_STACK;
	if
	:: NEWS -> context_save(proc); act()
	:: else ->
		en = 1;
		door = proc;
		atsvc = 1;
		proc = OUT
	fi
}

/* The door opens: in.  Or its server is gone: the svc fails. */
inline accepted() {
	atsvc = 0;
	incall = incall | BIT(door);
	pc[door] = P_END
}

inline refused() {
	atsvc = 0;
	proc = door;
	live[door] = RUNNING;
	pc[door] = P_FAILED
}

inline thread_step() {
	me = proc;
	if
	:: pc[me] == P_WAIT ->
		en = !RIGHT(LOOK_ENABLED);
		pc[me] = P_LOOK
	:: pc[me] == P_LOOK && (come & BIT(me)) ->
		come = come & (255 - BIT(me));
		en = 0;
		pc[me] = P_ENABLE
	:: pc[me] == P_LOOK && !(come & BIT(me)) -> pc[me] = P_BLOCK
	:: pc[me] == P_BLOCK ->
		en = 0;
		state[me] = WAIT;
		pc[me] = P_CALL;
		block(me);
		runs = 0;
		proc = HANDLER
	:: pc[me] == P_ENABLE -> en = 1; pc[me] = P_PENDING
	:: pc[me] == P_PENDING ->
		pc[me] = (pending && RIGHT(ENABLE_BLIND) -> P_YIELD : P_CALL)
	:: pc[me] == P_YIELD -> en = 0; pc[me] = P_ACTIVATE
	:: pc[me] == P_ACTIVATE ->
		pc[me] = P_CALL;
		block(me);
		runs = 0;
		en = 1;
		act()
	:: pc[me] == P_CALL -> en = 0; pc[me] = P_SVC
	:: pc[me] == P_SVC -> call_svc()
	:: pc[me] == P_FAILED -> en = !RIGHT(FAILED_ENABLED); pc[me] = P_RETURN
	:: pc[me] == P_RETURN ->
		if :: !en -> calling = NONE; en = 1 :: else fi;
		pc[me] = P_LAST
	:: pc[me] == P_LAST ->
		pc[me] = P_END;
		if
		:: pending && RIGHT(ENABLE_BLIND) ->
			block(me);
			runs = 0;
			act()
		:: else
		fi
	:: pc[me] == P_END ->
		en = 0;
		state[me] = ENDED;
		block(me);
		runs = 0;
		proc = HANDLER
	fi
}

inline answer_comes(x) {
	incall = incall & (255 - BIT(x));
	replies = replies | BIT(x);
	wake()
}

inline device(x) {
	to_come = to_come & (255 - BIT(x));
	events = events | BIT(x);
	wake()
}

/* The kernel takes the processor.  Disabled, it would not be noticed. */
inline preempt() {
	n_preempt--;
	if
	:: en ->
		context_save(proc);
		pre = 1;
		proc = OUT
	:: else
	fi
}

inline properties() {
	/* Out, and nothing makes the kernel activate it: nobody can run, and
	 * nobody waits for what has come. */
	if
	:: proc == OUT && !NEWS && !atsvc && calling == NONE ->
		s = 0;
		do
		:: s == NTHREADS -> break
		:: s < NTHREADS ->
			assert(state[s] != READY);
			assert(state[s] != WAIT || !(come & BIT(s)));
			s++
		od
	:: else
	fi;
	if
	:: proc < NTHREADS ->
		assert(live[proc] == RUNNING);
		/* What came is looked at, or will be at once. */
		assert(!en || !(events || replies) || entering == 2 ||
		       pc[proc] == P_PENDING || pc[proc] == P_YIELD ||
		       pc[proc] == P_LAST)
	:: else
	fi
}

/* Nothing is on its way: all have ended. */
inline finish() {
	ended = 1;
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS -> assert(state[s] == ENDED); s++
	od
}

#define RUNS_THREAD	(proc < NTHREADS)
#define NOBODY_READY	(state[0] != READY && state[1] != READY && \
			 state[2] != READY)

/* what */
#define A_PICK		1
#define A_STEP		2
#define A_PREEMPT	3
#define A_COME		4
#define A_ACT		5
#define A_SPURIOUS	6
#define A_ACCEPTED	7
#define A_REFUSED	8
#define A_FINISH	9

inline choose() {
	if
	:: proc == HANDLER -> what = A_PICK
	:: RUNS_THREAD -> what = A_STEP
	:: RUNS_THREAD && !entering && n_preempt -> what = A_PREEMPT
	:: to_come || incall -> what = A_COME
	:: proc == OUT && NEWS -> what = A_ACT
	:: proc == OUT && n_spurious && !NEWS -> what = A_SPURIOUS
	:: proc == OUT && atsvc && !NEWS -> what = A_ACCEPTED
	:: proc == OUT && atsvc && !NEWS -> what = A_REFUSED
	:: proc == OUT && !NEWS && !atsvc && !to_come && !incall ->
		what = A_FINISH
	fi;
	if
	:: what == A_PICK || what == A_COME ->
		do
		:: who < NTHREADS - (what == A_COME) -> who++
		:: break
		od
	:: else
	fi
}

inline do_it() {
	if
	:: what == A_PICK ->
		if
		:: (who == NTHREADS && NOBODY_READY) ||
		   (who < NTHREADS && state[who % NTHREADS] == READY) ->
			pick_thread()
		:: else
		fi
	:: what == A_STEP && entering -> continues()
	:: what == A_STEP && !entering -> thread_step()
	:: what == A_PREEMPT -> preempt()
	:: what == A_COME ->
		if
		:: to_come & BIT(who) -> device(who)
		:: !(to_come & BIT(who)) && (incall & BIT(who)) ->
			answer_comes(who)
		:: else
		fi
	:: what == A_ACT -> act()
	:: what == A_SPURIOUS -> n_spurious--; act()
	:: what == A_ACCEPTED -> accepted()
	:: what == A_REFUSED -> refused()
	:: what == A_FINISH -> finish()
	fi
}

active proctype domain() {
	d_step {
		c_code {
			mutant = told("MUTANT", 0);
			now.n_preempt = told("PREEMPT", 2);
			now.n_spurious = told("SPURIOUS", 1);
		}
		s = 0;
		do
		:: s == NTHREADS -> break
		:: else -> live[s] = ON_STACK; where[s] = ON_STACK; s++
		od
	}
	do
	:: ended -> break
	:: else -> atomic {
		choose();
		me = 0;		/* spin mixes up what touches a d_step */
		d_step { do_it() }
		what = 0;
		who = 0;
		d_step { properties() }
	   }
	od
}
