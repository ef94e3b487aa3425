/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads.pml - threads in one domain: how libvesper enables, disables, and
 * keeps the registers of threads, one instruction at a time where it matters.
 *
 * The kernel is what it promises (kernel.pml): a context is saved in the slot
 * that the DCB names, leaving enables and looks for news in one step, `pending'
 * is set when something comes, and enabled code gets no FP registers while
 * `no_fp' is set.  The rest is libvesper/context.c, context.h, dispatch.c,
 * wait.c, call.c, fault.c, user.c and thread.S, by their names.  There are
 * fewer slots than threads, so that a context has to be copied, too.
 *
 * Each thread waits for an event of its own, then makes a call, in any order
 * with being preempted, with yields to each other that ask nobody, with faults,
 * and with requests that a function of the program serves in an upcall.  What
 * is left out is the policy: any thread that is READY may be the next.
 *
 * A thread computes with FP registers whenever it can: what is in memory of
 * them is stale from then on, and FPCR is what it has set.
 */
#include "claims.pml"

#define NTHREADS	3
#define NSLOTS		2
#define NONE		9

/* Where registers are: live[] says what is true, where[] and sp[] what is
 * believed. */
#define IN_SLOT		0	/* + slot */
#define ON_STACK	4
#define IN_COPY		5
#define RUNNING		6
#define NOWHERE		7	/* it has ended */

/* state[] */
#define READY		0
#define CALL		1
#define WAIT		2
#define ENDED		3

/* pc[]: where a thread is */
#define P_WAIT		0	/* about to wait for its event */
#define P_LOOK		1	/* disabled: is it there? */
#define P_ENABLE	2	/* it is: about to enable */
#define P_BLOCK		3	/* it is not: about to wait */
#define P_CALL		4	/* about to disable, to call, */
#define P_SVC		5	/* ... at the svc */
#define P_FAILED	6	/* behind the svc: it failed; the frame is there */
#define P_RETURN	7	/* ... and popped */
#define P_END		8
#define AFTER_WAIT(x)	(HAS(call, x) -> P_CALL : P_END)

/* at[]: not there, but in a switch that ends there */
#define IN_PLACE	0
#define LOAD		1	/* thread_load: at load_frame */
#define TURN_LOAD	2	/* vsp_thread_yield: at load_frame, enabled */
#define ENTER		3	/* thread_continue: about to enable */
#define LOOK		4	/* enabled: about to look at `pending` */
#define YIELD		5	/* ... it is set: about to disable */
#define ACTIVATE	6	/* ... and to give way */
#define TURN_PUSHED	7	/* vsp_thread_yield: about to disable, */
#define TURN		8	/* ... and to go on elsewhere */

/* upcall */
#define NO_UPCALL	0
#define ACT		1
#define FAULT		2
#define FAULT_FP	3
#define SERVE		4

/* who has the processor */
#define HANDLER		7
#define OUT		8	/* another domain */

byte proc = HANDLER;
/* the kernel's */
byte events, replies;		/* a bit each: thread, call of thread */
bool pre, atsvc, no_fp;
byte incall, door;		/* calls that are out; who is at a door */
/* the DCB */
bool en, pending, runs;	/* en: `enabled'; runs: user[USER_RUNS] */
byte slot, saved;
/* struct runtime */
byte calling = NONE, fp_thread = NONE, come;
bool fp_closed;
/* struct vsp_thread */
byte state[NTHREADS], where[NTHREADS], pc[NTHREADS], at[NTHREADS];
bool sp[NTHREADS];		/* not 0: its frame is on its stack */
bool has_fp[NTHREADS];
bool fp_turns[NTHREADS];	/* one at most */
/* what is true */
byte live[NTHREADS];
byte fp = NONE;			/* whose FP registers the processor has */
byte fpcr = NONE;		/* who has set how they round, or nobody */
byte fp_memory, fp_frame;	/* a bit each: its own are there, too */
byte fpcr_memory;		/* a bit each: ... and FPCR is set there */
/* what may happen */
byte to_come;			/* events that devices will raise */
byte n_preempt, n_spurious, n_turn, n_fault, n_fp, n_serve, n_fake;
byte what, who;			/* chosen; else 0 */
bool fake;
bool ended;
hidden byte wait, call;		/* who waits, who calls: a bit each */
hidden byte me, s, ran, kept, leave_no_fp, which, mutant;
hidden byte upcall;		/* the kernel enters it then */

#define BIT(x)		(1 << (x))
#define PLACE		at[proc % NTHREADS]
#define WITHOUT(set, x)	((set) & (255 - BIT(x)))
#define HAS(set, x)	(((set) >> (x)) & 1)
#define NEWS		(events || replies || pre)
#define BELIEVED(x)	(sp[x] -> ON_STACK : where[x])
#define RIGHT(m)	(mutant != (m))
#define WRONG(m)	(mutant == (m))

#define CONTINUE_BLIND	1	/* nobody looks at `pending` */
#define ENABLE_BLIND	2	/* ... behind a critical section */
#define RUNS_LATE	3	/* RUNS is set when enabled already */
#define SETTLE_SAVED	4	/* a call put off counts as made */
#define NAME_KEPT	5	/* the next runs with a slot in use named */
#define LOOK_ENABLED	6	/* a thread looks before it disables */
#define COPY_LOST	7	/* nothing is copied */
#define RESUME_RUNS	8	/* RUNS is not set before RESUME */
#define FAILED_ENABLED	9	/* a call refused at a door returns enabled */
#define CONTINUE_STORES	10	/* thread_continue disables by a store, as
				   thread_call does */
#define SAVED_KEPT	11	/* who gives way leaves its slot in use */
#define USE_UNSAVED	12	/* a slot is written that counts as empty */
#define SP_KEPT		13	/* who is preempted counts as on its stack */
#define WHERE_KEPT	14	/* ... as in the slot where it was before */
#define TURN_UNASKED	15	/* a turn to who is in a slot */
#define TURN_BLIND	16	/* `pending' is not looked at behind a turn */
#define FP_OPEN		20	/* RESUME without the flag */
#define FP_NOT_SAVED	21	/* nobody's FP registers go to memory */
#define FP_NOT_LOADED	22	/* ... or come from there */
#define FP_LOADED_TWICE	23	/* ... or those that were there are loaded */
#define FP_UNSETTLED	24	/* an upcall does not note whose they are */
#define FP_SETTLED	25	/* ... or does, of who has not got them */
#define FP_DISABLE	26	/* disabled code has others' */
#define FP_GIVE_WAY	27	/* a frame gets others' */
#define FP_UNTOUCHED	28	/* the kernel keeps them closed */
#define FP_ENDED	29	/* they stay a thread's that has ended */
#define FP_USER_RUN	30	/* functions of the program spoil them */
#define FP_CONTINUE	31	/* ... threads that come from their stacks do */
#define FP_TAKE_SLOT	32	/* context_take_slot() does not ask whose */
#define FP_TURN_GIVEN	33	/* a turn begins with what there is */
#define FPCR_SAVED	34	/* FPCR stays when they go to memory */
#define FPCR_PUSHED	35	/* ... when a frame is pushed */
#define FPCR_ENDED	36	/* ... of a thread that has ended */
#define FPCR_USER_RUN	37	/* ... of a function of the program */

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

/* Who is in a slot, or NTHREADS: s. */
inline occupant(sl) {
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS && live[s] == IN_SLOT + sl -> break
	:: else -> s++
	od
}

/* The registers of x go to the slot that is named: nobody's may be there. */
inline context_save(x) {
	occupant(slot);
	CONTEXTS(s == NTHREADS || s == x);
	if :: live[x] == RUNNING -> live[x] = IN_SLOT + slot :: else fi;
	saved = saved | BIT(slot)
}

/* Who is at a door makes its call again. */
inline from_door() {
	if
	:: atsvc ->
		context_save(door);
		atsvc = 0;
		door = 0;
		pre = 1
	:: else
	fi
}

/* It has left, enabled. */
inline leave() {
	en = 1;
	if :: NEWS -> upcall = ACT :: else -> proc = OUT fi
}

/* RESUME: x is in the slot that is named. */
inline svc_resume(x) {
	en = 1;
	if :: leave_no_fp -> no_fp = 1 :: else fi;
	if
	:: NEWS -> upcall = ACT
	:: else -> live[x] = RUNNING; proc = x
	fi
}

/* Something came: an enabled domain is activated at once. */
inline wake() {
	pending = 1;
	if
	:: proc < NTHREADS && en ->
		context_save(proc);
		upcall = ACT
	:: else
	fi
}

/* ---- what has become of threads ---- */

/* Events that somebody waits for. */
inline deliver() {
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS ->
		if
		:: state[s] == WAIT && HAS(come, s) ->
			come = WITHOUT(come, s);
			state[s] = READY
		:: else
		fi;
		s++
	od
}

/* Was the call accepted, or put off in favour of news? */
inline context_settle_call() {
	if
	:: HAS(saved, slot) && RIGHT(SETTLE_SAVED) ->
		/* VSP_CALL_AGAIN, from its frame. */
		CONTEXTS(live[calling] == ON_STACK || pc[calling] == P_FAILED);
		live[calling] = ON_STACK;
		pc[calling] = P_CALL
	:: else -> state[calling] = CALL
	fi;
	calling = NONE;
	saved = WITHOUT(saved, slot)
}

/* Who ran, and where is it now? */
inline context_settle() {
	if
	:: runs && calling != NONE -> context_settle_call()
	:: runs && calling == NONE ->
		/* The context in the slot tells. */
		occupant(slot);
		CONTEXTS(s < NTHREADS);
		ran = s;
		sp[ran] = WRONG(SP_KEPT) && sp[ran];
		if :: RIGHT(WHERE_KEPT) -> where[ran] = IN_SLOT + slot
		   :: else fi;
		if
		:: (!fp_closed || WRONG(FP_SETTLED)) && RIGHT(FP_UNSETTLED) ->
			fp_thread = ran
		:: else
		fi
	:: else
	fi;
	runs = 0
}

/* ---- FP registers ---- */

inline fp_touch() {
	no_fp = no_fp && WRONG(FP_UNTOUCHED)
}

inline fp_save(x) {
	fp_memory = WITHOUT(fp_memory, x) | (fp == x -> BIT(x) : 0);
	fpcr_memory = WITHOUT(fpcr_memory, x) | (fpcr != NONE -> BIT(x) : 0);
	fpcr = (RIGHT(FPCR_SAVED) -> NONE : fpcr)
}

inline fp_load(x) {
	fp = (HAS(fp_memory, x) -> x : NONE);
	fpcr = (HAS(fpcr_memory, x) -> x : NONE)
}

/* Those that are kept by every function; and keep_fpcr. */
inline push_frame(x) {
	fpcr = (RIGHT(FPCR_PUSHED) -> NONE : fpcr);
	fp_frame = WITHOUT(fp_frame, x) | (fp == x -> BIT(x) : 0)
}

/* It may come from anybody, and be anybody that has not set FPCR. */
inline load_frame(x) {
	FP(fpcr == NONE);
	fp = (HAS(fp_frame, x) -> x : NONE);
	fp_frame = WITHOUT(fp_frame, x)
}

inline context_give_fp(x) {
	fp_touch();
	if
	:: fp_thread != NONE && fp_thread != x && !sp[fp_thread % NTHREADS] &&
	   RIGHT(FP_NOT_SAVED) ->
		fp_save(fp_thread);
		has_fp[fp_thread] = 1
	:: else
	fi;
	fp_thread = x;
	fp_closed = 0
}

inline context_take_fp(x) {
	kept = (fp_thread == x && RIGHT(FP_LOADED_TWICE));
	context_give_fp(x);
	if
	:: !kept && has_fp[x] && RIGHT(FP_NOT_LOADED) -> fp_load(x)
	:: else
	fi;
	has_fp[x] = 0
}

/* ---- giving way ---- */

inline vsp_disable(x) {
	en = 0;
	if :: fp_closed && RIGHT(FP_DISABLE) -> context_take_fp(x) :: else fi
}

inline context_give_way(x) {
	if :: RIGHT(SAVED_KEPT) -> saved = WITHOUT(saved, slot) :: else fi;
	if :: fp_closed && RIGHT(FP_GIVE_WAY) -> context_take_fp(x) :: else fi
}

/* save_frame: the thread is off. */
inline save_frame(x) {
	push_frame(x);
	live[x] = ON_STACK;
	sp[x] = 1
}

/* vsp_thread_pause() */
inline pause(x) {
	context_give_way(x);
	runs = 0;
	save_frame(x);
	proc = HANDLER
}

inline thread_activate(x) {
	save_frame(x);
	runs = 0;
	en = 1;
	upcall = ACT
}

/* Nothing is kept. */
inline vsp_thread_leave(x) {
	state[x] = ENDED;
	context_give_way(x);
	if :: RIGHT(FP_ENDED) -> fp_thread = NONE :: else fi;
	fpcr = (RIGHT(FPCR_ENDED) -> NONE : fpcr);
	runs = 0;
	live[x] = NOWHERE;
	sp[x] = 0;
	where[x] = 0;
	has_fp[x] = 0;
	fp_turns[x] = 0;
	fp_memory = WITHOUT(fp_memory, x);
	fpcr_memory = WITHOUT(fpcr_memory, x);
	proc = HANDLER
}

/* ---- going on ---- */

/* Name a slot that holds nothing. */
inline context_name_empty() {
	if
	:: !HAS(saved, slot) || WRONG(NAME_KEPT) -> skip
	:: else ->
		s = 0;
		do
		:: s == NSLOTS -> break
		:: s < NSLOTS && !HAS(saved, s) -> break
		:: else -> s++
		od;
		if
		:: s < NSLOTS -> slot = s
		:: else ->
			/* Who is in it moves to its copy. */
			occupant(slot);
			CONTEXTS(s < NTHREADS);
			where[s] = IN_COPY;
			if :: RIGHT(COPY_LOST) -> live[s] = IN_COPY
			   :: else fi;
			saved = WITHOUT(saved, slot)
		fi
	fi
}

inline use_slot() {
	context_name_empty();
	if :: RIGHT(USE_UNSAVED) -> saved = saved | BIT(slot) :: else fi
}

inline context_take_slot(x) {
	slot = where[x] - IN_SLOT
}

#define TAKES_SLOT(x)	(where[x] != IN_COPY && \
			 (WRONG(FP_TAKE_SLOT) || \
			  (fp_closed && !fp_turns[x]) || \
			  (!fp_closed && fp_thread == (x))))

#define BEGINS_WITH_FP(x) (fp_turns[x] || (fp_thread == NONE && has_fp[x]))

inline context_take(x) {
	if
	:: where[x] == IN_COPY ->		/* from_copy() */
		use_slot();
		live[x] = IN_SLOT + slot
	:: else -> slot = where[x] - IN_SLOT
	fi;
	if
	:: fp_thread == x && !fp_closed -> skip
	:: !(fp_thread == x && !fp_closed) && BEGINS_WITH_FP(x) ->
		fp_turns[x] = 0;
		if :: RIGHT(FP_TURN_GIVEN) -> context_take_fp(x)
		   :: else -> context_give_fp(x) fi
	:: else ->
		fp_closed = 1;
		leave_no_fp = RIGHT(FP_OPEN)
	fi
}

inline runtime_resume(x) {
	runs = RIGHT(RESUME_RUNS);
	svc_resume(x)
}

/* `fake': the kernel has to be told a time. */
inline go_on_from_stack(x) {
	if :: RIGHT(FP_CONTINUE) -> context_give_fp(x) :: else fi;
	if
	:: !fake ->				/* thread_continue */
		context_name_empty();
		live[x] = RUNNING;
		load_frame(x);
		proc = x;
		runs = RIGHT(RUNS_LATE);
		at[x] = ENTER
	:: else ->				/* context_fake() */
		n_fake--;
		use_slot();
		live[x] = IN_SLOT + slot;
		at[x] = LOAD;
		runs = 1;
		svc_resume(x)
	fi
}

inline go_on(x) {
	CONTEXTS(live[x] == BELIEVED(x));
	leave_no_fp = 0;
	if
	:: !sp[x] && TAKES_SLOT(x) ->
		context_take_slot(x);
		runtime_resume(x)
	:: !sp[x] && !TAKES_SLOT(x) ->
		context_take(x);
		runtime_resume(x)
	:: else -> go_on_from_stack(x)
	fi
}

inline pick_thread() {
	if
	:: who < NTHREADS -> go_on(who)
	:: else -> leave()				/* WAIT */
	fi
}

/* ---- threads ---- */

/* CALL: own news first, else it is at a door. */
inline call_svc() {
	context_give_way(me);
	calling = me;
	save_frame(me);
	if
	:: NEWS -> context_save(me); upcall = ACT
	:: else ->
		en = 1;
		door = me;
		atsvc = 1;
		proc = OUT
	fi
}

/* The door opens: in.  Or its server is gone: the svc fails. */
inline accepted() {
	atsvc = 0;
	incall = incall | BIT(door);
	pc[door] = P_END;
	door = 0
}

inline refused() {
	atsvc = 0;
	proc = door;
	live[door] = RUNNING;
	pc[door] = P_FAILED;
	door = 0
}

/* Out of a switch: enabled, unless it is about to enable. */
inline switch_step() {
	if
	:: at[me] == LOAD || at[me] == TURN_LOAD ->
		if
		:: no_fp -> upcall = FAULT_FP
		:: else ->
			load_frame(me);
			at[me] = (at[me] == TURN_LOAD && RIGHT(TURN_BLIND)
				  -> LOOK : IN_PLACE)
		fi
	:: at[me] == ENTER -> en = 1; at[me] = LOOK
	:: at[me] == LOOK ->
		runs = 1;
		if
		:: pending && RIGHT(pc[me] == P_CALL || pc[me] == P_END
			-> ENABLE_BLIND : CONTINUE_BLIND) -> at[me] = YIELD
		:: else -> at[me] = IN_PLACE
		fi
	:: at[me] == YIELD ->				/* vsp_yield() */
		if :: WRONG(CONTINUE_STORES) -> en = 0
		   :: else -> vsp_disable(me) fi;
		at[me] = ACTIVATE
	:: at[me] == ACTIVATE ->
		at[me] = IN_PLACE;
		if :: RIGHT(CONTINUE_STORES) -> context_give_way(me)
		   :: else fi;
		thread_activate(me)
	:: at[me] == TURN_PUSHED -> en = 0; at[me] = TURN
	:: at[me] == TURN -> turn()
	fi
}

inline thread_step() {
	if
	:: pc[me] == P_WAIT ->
		if :: RIGHT(LOOK_ENABLED) -> vsp_disable(me) :: else fi;
		pc[me] = P_LOOK
	:: pc[me] == P_LOOK && HAS(come, me) ->
		come = WITHOUT(come, me);
		en = 0;
		pc[me] = P_ENABLE
	:: pc[me] == P_LOOK && !HAS(come, me) -> pc[me] = P_BLOCK
	:: pc[me] == P_BLOCK ->
		vsp_disable(me);
		state[me] = WAIT;
		pc[me] = AFTER_WAIT(me);
		pause(me)
	:: pc[me] == P_ENABLE ->
		en = 1;
		at[me] = LOOK;
		pc[me] = AFTER_WAIT(me)
	:: pc[me] == P_CALL -> vsp_disable(me); pc[me] = P_SVC
	:: pc[me] == P_SVC -> call_svc()
	:: pc[me] == P_FAILED ->
		en = !RIGHT(FAILED_ENABLED);
		load_frame(me);
		pc[me] = P_RETURN
	:: pc[me] == P_RETURN ->
		if :: !en -> calling = NONE; en = 1 :: else fi;
		at[me] = LOOK;
		pc[me] = P_END
	:: pc[me] == P_END ->
		vsp_disable(me);
		vsp_thread_leave(me)
	fi
}

/* vsp_thread_yield: to `who', if that is on its stack; else somebody is
 * asked.  The frame is pushed already. */
inline turn() {
	at[me] = IN_PLACE;
	if
	:: who < NTHREADS && who != me && state[who % NTHREADS] == READY &&
	   (sp[who % NTHREADS] || WRONG(TURN_UNASKED)) ->
		CONTEXTS(live[who] == ON_STACK);
		live[me] = ON_STACK;
		sp[me] = 1;
		proc = who;
		live[who] = RUNNING;
		at[who] = TURN_LOAD;
		en = 1
	:: else -> fp_frame = WITHOUT(fp_frame, me); pause(me)
	fi
}

/* ---- upcalls ---- */

/* Events, answers, or that it was preempted; for others its state is told. */
inline activated() {
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS ->
		if
		:: HAS(replies, s) ->
			CALLS(state[s] == CALL);
			state[s] = READY;
			pc[s] = P_END
		:: else
		fi;
		s++
	od;
	come = come | events;
	events = 0;
	replies = 0;
	pre = 0;
	pending = 0;
	deliver()
}

/* The first use of FP registers that are not for who runs. */
inline fault_fp() {
	context_take_fp(ran);			/* context_fp_fault() */
	fp_turns[ran] = 1;
	leave_no_fp = 0;
	context_take(ran);
	runtime_resume(ran)
}

/* A function of the program runs in an upcall, and uses FP registers: a pager,
 * or for a request. */
inline user_run() {
	if :: RIGHT(FP_USER_RUN) -> context_give_fp(NONE) :: else fi;
	fp_touch();
	fp = NONE;
	fpcr = (RIGHT(FPCR_USER_RUN) -> NONE : HANDLER)
}

/* All that the library does in an upcall follows at once.  RESUME may lead to
 * the next. */
inline upcalls() {
	do
	:: upcall == NO_UPCALL -> break
	:: else ->
		if
		:: upcall == FAULT || upcall == FAULT_FP -> context_save(proc)
		:: else -> from_door()
		fi;
		proc = HANDLER;
		en = 0;
		pending = (events || replies);
		context_settle();
		which = upcall;
		upcall = NO_UPCALL;
		if
		:: which == ACT -> activated()
		:: which == FAULT_FP -> fault_fp()
		:: else -> user_run()
		fi
	od
}

/* ---- what happens ---- */

inline answer_comes(x) {
	incall = WITHOUT(incall, x);
	replies = replies | BIT(x);
	wake()
}

inline device(x) {
	to_come = WITHOUT(to_come, x);
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

/* ---- what has to hold ---- */

/* At a load_frame its FP registers are in the frame, and behind the svc too. */
#define HAS_FRAME(x)	(at[x] == LOAD || at[x] == TURN_LOAD || \
			 at[x] == TURN_PUSHED || at[x] == TURN || \
			 (at[x] == IN_PLACE && pc[x] == P_FAILED))

/* The FP registers a thread computes with are its own, enabled or not; and no
 * others' are lost. */
inline fp_is_its_own() {
	if
	:: proc < NTHREADS && !no_fp && !HAS_FRAME(proc % NTHREADS) ->
		FP(fp == proc && (fpcr == NONE || fpcr == proc));
		fp_memory = WITHOUT(fp_memory, proc);
		fpcr = proc
	:: else
	fi;
	/* What is closed will be opened; disabled code would not be told. */
	FP(proc >= NTHREADS || no_fp == fp_closed);
	FP(proc >= NTHREADS || en || !no_fp || PLACE == TURN);
	FP(fp_thread == NONE || state[fp_thread % NTHREADS] != ENDED);
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS ->
		FP(live[s] == NOWHERE || fp == s || HAS(fp_memory, s) ||
		       (HAS(fp_frame, s) &&
			(live[s] == ON_STACK || HAS_FRAME(s))));
		s++
	od
}

/* No slot is used by two, or by nobody for ever. */
inline slots_are_true() {
	me = 0;
	do
	:: me == NSLOTS -> break
	:: me < NSLOTS ->
		occupant(me);
		CONTEXTS(s == NTHREADS || HAS(saved, me));
		CONTEXTS(s < NTHREADS || !HAS(saved, me) || me == slot);
		me++
	od
}

/* Out, and nothing makes the kernel activate it: nobody can run, and nobody
 * waits for what has come. */
inline nobody_is_forgotten() {
	if
	:: proc == OUT && !NEWS && !atsvc && calling == NONE ->
		s = 0;
		do
		:: s == NTHREADS -> break
		:: s < NTHREADS ->
			WAKEUPS(state[s] != READY);
			WAKEUPS(state[s] != WAIT || !HAS(come, s));
			s++
		od
	:: else
	fi;
	if
	:: proc < NTHREADS ->
		CONTEXTS(live[proc] == RUNNING);
		/* What came is looked at, or will be at once. */
		WAKEUPS(!en || !(events || replies) || at[proc] == TURN_LOAD ||
		       at[proc] == LOOK || at[proc] == YIELD)
	:: else
	fi
}

/* Nothing is on its way: all have ended. */
inline finish() {
	ended = 1;
	s = 0;
	do
	:: s == NTHREADS -> break
	:: s < NTHREADS -> WAKEUPS(state[s] == ENDED); s++
	od
}

/* ---- all that can happen ---- */

#define RUNS_THREAD	(proc < NTHREADS)
#define ENABLED_THREAD	(RUNS_THREAD && en)
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
#define A_TURN		10
#define A_FP		11
#define A_FAULT		12
#define A_SERVE		13

inline choose() {
	if
	:: proc == HANDLER -> what = A_PICK
	:: RUNS_THREAD -> what = A_STEP
	:: ENABLED_THREAD && n_turn && PLACE == IN_PLACE && !no_fp &&
	   pc[proc % NTHREADS] != P_FAILED -> what = A_TURN
	:: ENABLED_THREAD && n_fp && no_fp -> what = A_FP
	:: ENABLED_THREAD && n_fault && pc[proc % NTHREADS] != P_FAILED ->
		what = A_FAULT
	:: ENABLED_THREAD && n_preempt -> what = A_PREEMPT
	:: to_come || incall -> what = A_COME
	:: proc == OUT && NEWS -> what = A_ACT
	:: proc == OUT && n_spurious && !NEWS -> what = A_SPURIOUS
	:: proc == OUT && n_serve -> what = A_SERVE
	:: proc == OUT && atsvc && !NEWS -> what = A_ACCEPTED
	:: proc == OUT && atsvc && !NEWS -> what = A_REFUSED
	:: proc == OUT && !NEWS && !atsvc && !to_come && !incall ->
		what = A_FINISH
	fi;
	if
	:: what == A_PICK || what == A_COME ||
	   (what == A_STEP && PLACE == TURN) ->
		do
		:: who < NTHREADS - (what == A_COME) -> who++
		:: break
		od
	:: else
	fi;
	if
	:: what == A_PICK && who < NTHREADS && sp[who % NTHREADS] && n_fake ->
		fake = 1
	:: fake = 0
	fi
}

inline comes() {
	if
	:: HAS(to_come, who) -> device(who)
	:: !HAS(to_come, who) && HAS(incall, who) -> answer_comes(who)
	:: else
	fi
}

inline other() {
	if
	:: what == A_TURN -> n_turn--; push_frame(me); at[me] = TURN_PUSHED
	:: what == A_FP -> n_fp--; upcall = FAULT_FP
	:: what == A_FAULT -> n_fault--; upcall = FAULT
	:: what == A_SERVE -> n_serve--; upcall = SERVE
	:: what == A_PREEMPT -> preempt()
	:: what == A_COME -> comes()
	:: what == A_ACT -> upcall = ACT
	:: what == A_SPURIOUS -> n_spurious--; upcall = ACT
	:: what == A_ACCEPTED -> accepted()
	:: what == A_REFUSED -> refused()
	:: what == A_FINISH -> finish()
	fi
}

#define CAN_PICK	((who == NTHREADS && NOBODY_READY) || (who < NTHREADS \
			 && state[who % NTHREADS] == READY))

/* In parts: one d_step has a limit. */
inline do_it() {
	if
	:: what == A_PICK && CAN_PICK -> d_step { pick_thread() }
	:: what == A_PICK && !CAN_PICK -> skip
	:: what == A_STEP && PLACE != IN_PLACE ->
		d_step { me = proc; switch_step() }
	:: what == A_STEP && PLACE == IN_PLACE ->
		d_step { me = proc; thread_step() }
	:: what != A_PICK && what != A_STEP -> d_step { me = proc; other(); me = 0 }
	fi
}

inline properties() {
	nobody_is_forgotten();
	fp_is_its_own();
	slots_are_true()
}

active proctype domain() {
	d_step {
		c_code {
			mutant = told("MUTANT", 0);
			now.n_preempt = told("PREEMPT", 2);
			now.n_spurious = told("SPURIOUS", 0);
			now.n_turn = told("TURN", 0);
			now.n_fault = told("FAULT", 0);
			now.n_fp = told("FP", 0);
			now.n_serve = told("SERVE", 0);
			now.n_fake = told("FAKE", 0);
			wait = told("WAIT", 7);
			call = told("CALL", 7);
			now.to_come = wait;
		}
		s = 0;
		do
		:: s == NTHREADS -> break
		:: else ->
			live[s] = ON_STACK;
			sp[s] = 1;
			fp_frame = fp_frame | BIT(s);
			pc[s] = (HAS(wait, s) -> P_WAIT : AFTER_WAIT(s));
			s++
		od
	}
	do
	:: ended -> break
	:: else -> atomic {
		choose();
		me = 0;		/* spin mixes up what touches a d_step */
		do_it();
		what = 0;
		who = 0;
		fake = 0;
		d_step { upcalls(); me = 0 }
		me = 0;
		d_step { properties(); me = 0 }
	   }
	od
}
