/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * user.pml - what runs on the kernel: a small libOS in each domain.
 *
 * A domain has NT threads; thread t makes call number t.  Some have calls to
 * make, the others serve requests.  A domain that has children is also their
 * scheduler, round robin.  tests/unit/sim/libos.c is the same in C.
 *
 * What happens next is chosen in choose(); do_it() does it, up to the entry
 * into the kernel.
 */
/* tst: state of a thread */
#define T_FREE	0
#define T_RUN	1
#define T_CALL	2		/* at a door, or in a call */
#define T_DEV	3		/* waits for its device: an event */
#define T_SLEEP	4		/* waits for a time */
/* hk: what the handler is about */
#define H_ACT	0
#define H_CALL	1
/* sp: what a scheduler has decided on; below, the child to dispatch */
#define S_NOTHING	0
#define S_THREAD	20
#define S_WAIT		21

byte tst[NCALLS], todo[NCALLS];	/* todo: own calls left */
byte tke[NCALLS], tkg[NCALLS];	/* token it works on (NONE: its own) */
bool nest[NCALLS];		/* may still make its nested call */
TIME wake_at[NCALLS];		/* T_SLEEP */
byte rt[ND];			/* the thread that runs */
byte hk[ND], hke[ND], hkg[ND], sp[ND], last[ND];
bool dev[ND];			/* its device is busy */
bool urun[ND];			/* its scheduler believes that it runs */
bool in_table[ND];		/* its scheduler's table has a report of it */
TIME knows_until[ND];		/* ... and this is in it */
bool no_portal[ND];		/* its portals are gone */
bool is_sched[ND];
bool deleting;			/* a dead domain still has clients */

/* How often each may still happen. */
byte n_timer, n_event, n_kill, n_stop, n_cancel, n_dev, n_past, n_sleep;
byte n_tick, n_adopt, n_revoke, n_late;
hidden byte n_calls, told_callers;

hidden byte e, k, hx, hm, decided;

#define RUNNABLE(e)	(tst[e] == T_RUN || \
			 (tst[e] == T_SLEEP && wake_at[e] <= clock))

/* The first thread of x for which `condition` (of e) holds -> k, or NT. */
inline first(x, condition) {
	k = 0;
	do
	:: k == NT -> break
	:: k < NT ->
		e = CALL_OF(x, k);
		if :: condition -> break :: else -> k++ fi
	od
}

/* ---- what the kernel tells ---- */

inline call_over(x, t) {
	e = CALL_OF(x, t);
	CALLS(tst[e] == T_CALL && server[e] == NONE);
	tst[e] = T_RUN;
	if :: tke[e] == NONE -> todo[e]--
	   :: else -> nest[e] = 0 fi
}

inline saved(x, t) {
	CALLS(tst[CALL_OF(x, t)] == T_CALL &&
	       server[CALL_OF(x, t)] == NONE);
	tst[CALL_OF(x, t)] = T_RUN
}

inline called_in_vain(x, t) { call_over(x, t) }

inline restarted(x) {
	saved(x, callee_number[x]);
	rt[x] = callee_number[x]
}

inline entered_reply(x, t) {
	call_over(x, t);
	hk[x] = H_ACT;
	sp[x] = S_NOTHING
}

inline entered_call(x, record) {
	hk[x] = H_CALL;
	hke[x] = record;
	hkg[x] = generation[record];
	sp[x] = S_NOTHING
}

/* ACTIVATE, or CHILD: the same with a report in registers. */
inline entered_act(x) {
	k = 0;
	do
	:: k == NT -> break
	:: k < NT ->
		if :: replies[x] & (1 << k) -> call_over(x, k) :: else fi;
		if :: events[x] && tst[CALL_OF(x, k)] == T_DEV && !dev[x] ->
			tst[CALL_OF(x, k)] = T_RUN
		   :: else fi;
		k++
	od;
	events[x] = 0;
	replies[x] = 0;
	k = 1;
	do
	:: k == ND -> break
	:: k < ND ->
		if :: parent[k] == x && in_table[k] ->
			in_table[k] = 0;
			urun[k] = 0
		   :: else fi;
		k++
	od;
	hk[x] = H_ACT;
	sp[x] = S_NOTHING
}

inline dispatched(x) { urun[x] = 1 }

/* In systems as small as these, what speaks against a direct dispatch has given
 * it up before. */
inline pushed_in_vain() { GRANTS(false) }

inline reported(p, x) {
	if
	:: x != NONE ->
		in_table[x % ND] = 1;
		knows_until[x % ND] = told_until[x % ND]
	:: else
	fi
}

/* Pick gives up: nobody along the calls could have used the time. */
inline nobody_helped() {
	hx = PAYER;
	hm = 0;
	do
	:: WAKEUPS(!SELF(hx));
	   first(hx, tst[e] == T_RUN);
	   WAKEUPS(k == NT || stop[hx] || (hx == PAYER && dispatching));
	   if :: callee[hx] == NONE || stop[hx] || hm > ND ||
		hm >= max_hops -> break
	      :: else -> hx = callee[hx] fi;
	   if :: !alive[hx] -> break :: else -> hm++ fi
	od
}

/* ---- leaving ---- */

/* Of x: is there work besides thread `but` -> km, and when is the next -> ku? */
inline left_to_do(x, but) {
	km = 0;
	ku = FOREVER;
	k = 0;
	do
	:: k == NT -> break
	:: k < NT ->
		e = CALL_OF(x, k);
		if :: k != (but) && RUNNABLE(e) -> km = 1 :: else fi;
		if :: tst[e] == T_SLEEP && wake_at[e] < ku -> ku = wake_at[e]
		   :: else fi;
		k++
	od;
	k = 1;
	do
	:: k == ND -> break
	:: k < ND ->
		if :: parent[k] == x && ready[k] -> km = 1 :: else fi;
		if :: parent[k] == x && alive[k] && knows_until[k] < ku ->
			ku = knows_until[k]
		   :: else fi;
		k++
	od
}

inline leaves(h) {
	how = h;
	set_left(cur);
	next = LEAVE
}

inline waits() {
	left_to_do(cur, NONE);
	km = 0;
	leaves(WAIT)
}

inline resumes(t) {
	rt[cur] = t;
	tst[CALL_OF(cur, t)] = T_RUN;
	wake_at[CALL_OF(cur, t)] = 0;
	left_to_do(cur, rt[cur]);
	km = 0;
	leaves(RESUME)
}

inline calls(t, to) {
	kt = (no_portal[cur] -> NONE : to);
	kn = t;
	tst[CALL_OF(cur, kn)] = T_CALL;
	left_to_do(cur, kn);
	next = CALL
}

/* To the end of the grant: the next that is due. */
inline dispatches(x) {
	last[cur] = x;
	left_to_do(cur, NONE);
	kt = x;
	if :: knows_until[x] <= ku -> earliest_but(x) :: else fi;
	if :: n_past > 0 -> n_past--; ku = clock :: else fi;
	if
	:: ku <= clock || NEWS(cur) || cur != PAYER || GONE(x) -> skip
	:: else -> GRANTS(!urun[x])
	fi;
	next = DISPATCH
}

inline earliest_but(x) {
	ku = FOREVER;
	k = 1;
	do
	:: k == ND -> break
	:: k < ND ->
		if :: parent[k] == cur && alive[k] && k != (x) &&
			knows_until[k] < ku && knows_until[k] > clock ->
			ku = knows_until[k]
		   :: else fi;
		k++
	od
}

inline thread_free(record) {
	tst[record] = T_FREE;
	tke[record] = NONE;
	tkg[record] = 0;
	nest[record] = 0
}

/* A thread gives way: a plain store, and it is a handler. */
inline gives_way() {
	en[cur] = 0;
	hk[cur] = H_ACT;
	sp[cur] = S_NOTHING;
	next = USER
}

/* ---- handlers ---- */

/* The next child after the last one -> sp. */
inline scan() {
	first(cur, RUNNABLE(e));
	if
	:: k < NT -> sp[cur] = S_THREAD
	:: else ->
		sp[cur] = S_WAIT;
		k = nd;
		do
		:: k == 0 -> break
		:: else ->
			c = (last[cur] + k) % nd;
			if :: parent[c] == cur && alive[c] &&
				(ready[c] || knows_until[c] <= clock) ->
				sp[cur] = c
			   :: else fi;
			k--
		od
	fi;
	next = USER
}

/* Two steps, for what comes in between. */
inline do_decided() {
	decided = sp[cur];
	sp[cur] = S_NOTHING;
	if
	:: decided == S_THREAD -> first(cur, RUNNABLE(e)); resumes(k)
	:: decided == S_WAIT ->
		if :: cur == 0 && deleting -> next = USER
		   :: else -> waits() fi
	:: else -> dispatches(decided)
	fi
}

inline handle() {
	if
	:: is_sched[cur] && sp[cur] == S_NOTHING -> scan()
	:: is_sched[cur] && sp[cur] != S_NOTHING -> do_decided()
	:: else ->
		first(cur, RUNNABLE(e));
		if :: k < NT -> resumes(k) :: else -> waits() fi
	fi
}

/* A request is answered in the handler, with the default token. */
inline answer() {
	left_to_do(cur, NONE);
	ke = client[cur];
	kg = 0;
	if
	:: ke != NONE ->
		kg = generation[ke % NCALLS];
		CALLS(ke == hke[cur] && kg == hkg[cur])
	:: else
	fi;
	request_done();
	next = REPLY
}

inline request_done() {
	hke[cur] = 0;
	hkg[cur] = 0;
	hk[cur] = H_ACT
}

/* A thread takes it. */
inline take() {
	e = CALL_OF(cur, vacant);
	tst[e] = T_RUN;
	tke[e] = hke[cur];
	tkg[e] = hkg[cur];
	nest[e] = (nests[cur] != NONE);
	request_done();
	next = USER
}

inline thread_answers() {
	e = CALL_OF(cur, rt[cur]);
	ke = tke[e];
	kg = tkg[e];
	thread_free(e);
	left_to_do(cur, rt[cur]);
	next = REPLY
}

inline cancels() {
	kx = cur;
	kn = old;
	cancel();
	call_over(cur, old)
}

/* The call that cur runs for is cancelled by who may: nobody asks its caller,
 * whose thread is given up. */
inline cancels_client() {
	kx = donor[cur];
	kn = callee_number[kx];
	e = CALL_OF(kx, kn);
	m = e;
	cancel();
	thread_free(m);
	todo[m] = 0
}

/* ---- others ---- */

/* The root gives a child of a dead scheduler another parent: itself. */
inline adopts(x) {
	urun[x] = 0;
	in_table[x] = 0;
	knows_until[x] = FOREVER;
	set_parent(x, 0)
}

inline look_for_deleting() {
	deleting = 0;
	m = 0;
	do
	:: m == NCALLS -> break
	:: m < NCALLS ->
		if
		:: server[m] != NONE &&
		   !(alive[server[m] % ND] && alive[CALLER(m)]) ->
			deleting = RIGHT(NO_DYING) || !alive[CALLER(m)];
			e = m;
			break
		:: else
		fi;
		m++
	od
}

/* A step of the deletion: a call of the dead is unlinked, or a client of his is
 * answered. */
inline help_deletion() {
	look_for_deleting();
	ke = e;
	if
	:: !alive[CALLER(e)] -> unlink(ke)
	:: else -> call_fail()
	fi;
	look_for_deleting()
}

inline dies(x) {
	kill(x);
	m = 0;
	do
	:: m == NT -> break
	:: m < NT ->
		thread_free(CALL_OF(x, m));
		wake_at[CALL_OF(x, m)] = 0;
		todo[CALL_OF(x, m)] = 0;
		m++
	od;
	stop[x] = 0;
	dev[x] = 0;
	in_table[x] = 0;
	urun[x] = 0;
	callee_number[x] = 0;
	hk[x] = 0;
	hke[x] = 0;
	hkg[x] = 0;
	sp[x] = 0;
	rt[x] = 0;
	look_for_deleting()
}

/* A device is done, or an owner starts who was stopped. */
inline mends(x) {
	if
	:: dev[x] ->
		dev[x] = 0;
		raise(x, EV_USER);
		wx = x;
		then = SETTLE;
		next = WAKE
	:: else -> start_it(x)
	fi
}
