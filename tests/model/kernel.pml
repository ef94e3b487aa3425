/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * kernel.pml - the domain state machine of one core, rule by rule.
 *
 * Each inline is a function of the kernel and has its name; kernel/ipc.c,
 * pick.c, wake.c and grant.c are this in C.  One step of the model is what one
 * entry into the kernel does: the rule named by `next` is applied until that
 * is USER.  It all runs within one d_step: a choice that has to be made is
 * made before.
 *
 * Variables that are `hidden` are the kernel's registers: they mean nothing
 * outside of a step.  Who includes this says with a few inlines what user
 * level sees of it:
 *
 *	entered_act(x), entered_call(x, e), entered_reply(x, n)
 *			x is entered at an upcall
 *	saved(x)	x's context is in its slot: it had been at its CALL
 *	called_in_vain(x, n)	x's CALL number n fails
 *	restarted(x)	x is at its CALL, which it will execute again
 *	reported(p, c)	the table of p has a report of c
 *	dispatched(x), nobody_helped(), pushed_in_vain()
 *			that this was done, or come to
 *
 * and with DECODES(x) whether the capability that x calls is still a portal of
 * its callee, with PREEMPT(u) and DIRECT(u) what is in the words of u's parent.
 */

/* ---- state ---- */
byte cur;			/* who runs, or IDLE */
byte chain[NLEVELS], top;	/* grants, root to payer */
TIME chain_until[NLEVELS];
byte parent[ND], donor[ND], callee[ND], callee_number[ND];
byte client[ND];		/* newest unanswered call, or NONE */
bool alive[ND], en[ND], stop[ND], pre[ND], more[ND];
byte events[ND], frame[ND];
byte replies[ND];		/* answers in the DCB, a bit each */
byte server[NCALLS], generation[NCALLS];	/* call[n]; server or NONE */
bool ready[ND];			/* its bit in its parent's DCB */
TIME until[ND], told_until[ND];	/* when it wants to run; its parent knows */
/* accounts */
TIME clock, start[NLEVELS];
TIME ticks[ND];			/* charged to it, its children's included */
TIME told_ticks[ND];		/* reported of it; */
TIME moved_ticks[ND];		/* of these, to parents that it had */
TIME former_ticks[ND];		/* reported to it, of children that it had */

/* ---- registers ---- */
hidden byte next, then;		/* the next rule, and the one behind it */
hidden byte want, direct;	/* level to fall back to; to be pushed */
hidden TIME direct_until;
hidden byte ctx, upc, dispatching;
hidden byte kt, kn, kx, ke, kg, how, km;	/* arguments of calls */
hidden TIME ku, kd;
hidden byte d, c, m, n, y, z, level, hop, hit, far, target, door;
hidden byte late, late_falls;	/* who gets an event between two grants */
hidden byte up_x, up_u, up_p, up_quiet, wx;

#ifndef HELD
#define HELD		false	/* what was decided is not done yet */
#endif
#define PAYER		chain[top]
#define PARENT(x)	(parent[x] != NONE && alive[parent[x] % ND] \
			 -> parent[x] : NONE)
#define HAS_EVENTS(x)	(events[x] || replies[x])
#define NEWS(x)		(HAS_EVENTS(x) || pre[x])
#define GONE(x)		(!alive[x] || stop[x])
#define SELF(x)		(!GONE(x) && (frame[x] == FROZEN || NEWS(x)))
#define ENABLED(x)	(en[x] && !(WRONG(ATSVC_BUSY) && frame[x] == ATSVC))
#define FAILS_AT_DOOR(x) (!alive[x] || (stop[x] && RIGHT(STOP_DOOR)))

/* ---- grants ---- */

inline chain_level(x) {
	level = 0;
	do
	:: level > top -> level = NOLEVEL; break
	:: level <= top && chain[level] == (x) -> break
	:: else -> level++
	od
}

inline child_report(p, x, t) {
	told_until[x] = (t);
	reported(p, x)
}

/* It wanted to run at this time, or before. */
inline until_expire(x) {
	if
	:: until[x] <= clock ->
		until[x] = FOREVER;
		if :: RIGHT(ALARM_LOST) -> raise(x, EV_TIMER) :: else fi
	:: else
	fi
}

inline chain_push(x, t) {
	top++;
	chain[top] = x;
	chain_until[top] = t;
	start[top] = clock;
	until_expire(x)
}

/* The payer's grant is over; `event`: its parent is told. */
inline chain_pop(event) {
	z = PAYER;
	kd = clock - start[top];
	ticks[z] = ticks[z] + kd;
	chain[top] = 0;
	chain_until[top] = 0;
	start[top] = 0;
	top--;
	if :: WRONG(TICKS_TWICE) -> ticks[PAYER] = ticks[PAYER] + kd
	   :: else fi;
	if
	:: alive[PAYER] ->
		if :: WRONG(WAIT_UNTIL_LOST) -> child_report(PAYER, z, FOREVER)
		   :: else -> child_report(PAYER, z, until[z]) fi;
		if :: WRONG(TICKS_OVERWRITTEN) -> told_ticks[z] = kd
		   :: else -> told_ticks[z] = told_ticks[z] + kd fi;
		if :: (event) -> raise(PAYER, EV_CHILD) :: else fi
	:: else		/* nobody to tell */
	fi
}

/* ---- waking: these decide, settle() acts ---- */

inline raise(x, bits) { events[x] = events[x] | (bits) }

/* Is x on the call part, from `from` down to and including the payer?  With
 * hop, how far down. */
inline callpart(from, x) {
	hit = 0;
	hop = 0;
	z = (from);
	do
	:: z >= ND -> break
	:: z < ND && z == (x) -> hit = 1; break
	:: z < ND && z != (x) && z == PAYER -> break
	:: else ->
		z = donor[z];
		hop++;
		ENDS(hop <= ND)	/* the walk ends */
	od
}

inline undirect() {
	if
	:: direct != NONE ->
		z = PARENT(direct);
		if :: z != NONE && RIGHT(UNDIRECT_SILENT) ->
			raise(z, EV_CHILD)
		   :: else fi;
		direct = NONE
	:: else
	fi
}

inline want_level(l) {
	if :: (l) <= want -> undirect(); want = l
	   :: else fi
}

/* up_p is dispatching at `level`, and its child up_u can run. */
inline up_dispatching() {
	if
	:: up_quiet -> skip
	:: !up_quiet && DIRECT(up_u) && direct == NONE && cur != NOBODY &&
	   level < want && !GONE(up_u) ->
		direct = up_u;
		want = level
	:: else ->
		if :: !up_quiet && (PREEMPT(up_u) || DIRECT(up_u)) ->
			want_level(level)
		   :: else fi
	fi
}

/* up_x can run and has not the processor: tell its parent, and so on up the
 * tree. */
inline up() {
	up_u = up_x;
	do
	:: up_p = PARENT(up_u);
	   if :: up_p == NONE -> break :: else fi;
	   chain_level(up_p);
	   ready[up_u] = 1;
	   if
	   :: up_p == cur ->
		if
		:: WRONG(ONLY_BIT) && ctx && !en[up_p] -> skip
		:: else ->
			raise(up_p, EV_CHILD);
			if :: ctx && en[up_p] -> upc = 1 :: else fi
		fi;
		break
	   :: up_p != cur && level != NOLEVEL && level < top ->
		up_dispatching();
		break
	   :: up_p != cur && level != NOLEVEL && level >= top ->
		if :: WRONG(EVENT_IF_IDLE) && cur != IDLE -> skip
		   :: else -> raise(up_p, EV_CHILD); want_level(top) fi;
		break
	   :: else ->
		if :: WRONG(BUSY_NO_EVENT) && SELF(up_p) -> break :: else fi;
		raise(up_p, EV_CHILD);
		callpart(cur, up_p);
		if :: hit && want >= top -> want_level(top); break
		   :: else -> up_u = up_p fi;
		if :: WRONG(NO_TREE) -> ready[up_u] = 1; break :: else fi
	   fi
	od;
	next = then
}

/* On lent time, its parent is to learn when it wants to run. */
#define LENT_UNTIL(x)	((x) != PAYER && until[x] < told_until[x] \
			 && RIGHT(LENT_UNTIL_LOST))
#define STAYS(x)	(more[x] || LENT_UNTIL(x))

/* up_x leaves, and still has something to do. */
inline stay() {
	chain_level(up_x);
	if
	:: level == NOLEVEL && RIGHT(STAY_ONLY_BIT) -> next = UP
	:: level == NOLEVEL && WRONG(STAY_ONLY_BIT) ->
		ready[up_x] = 1;
		next = then
	:: else ->
		if :: SELF(up_x) && RIGHT(REPLY_DISPATCHER) ->
			want_level(level)
		   :: else fi;
		next = then
	fi
}

/* wx has got an event or an answer. */
inline wake() {
	chain_level(wx);
	up_x = wx;
	up_quiet = 0;
	next = then;
	if
	:: wx == cur -> if :: ctx && en[wx] -> upc = 1 :: else fi
	:: wx != cur && level != NOLEVEL ->
		if :: WRONG(WAKE_NOPOP) -> want_level(top)
		   :: else -> want_level(level) fi
	:: else ->
		callpart(cur, wx);
		if
		:: !hit || want < top -> next = UP
		:: hit && want >= top && RIGHT(DEFER_EVENT) ->
			want_level(top);
			/* Its bit too: it may not be what runs next. */
			up_quiet = 1;
			if :: RIGHT(WAKE_CHAIN_NOREADY) -> next = UP
			   :: else fi
		:: else
		fi
	fi
}

/* x gets events by a channel.  Whoever has some and its ready bit has been told
 * of, and so have those who are to know. */
inline signal(x, bits) {
	wx = x;
	then = SETTLE;
	next = (events[x] && (ready[x] || WRONG(SIGNAL_EVENTS)) -> SETTLE : WAKE);
	raise(x, bits)
}

/* On the way back to level `want', the payer loses its grant and is reported. */
inline chain_fall() {
	dispatching = 0;
	c = PAYER;
	direct_until = chain_until[top];
	hit = (top == want + 1);
	if
	:: WRONG(NO_TABLE) && !hit -> top--
	:: else ->
		chain_pop(!(hit && direct != NONE && RIGHT(DIRECT_EVENT)))
	fi;
	if :: alive[c] -> ready[c] = 1 :: else fi
}

/* ---- calls ---- */

inline set_left(x) {
	en[x] = 1;
	ctx = 0;
	more[x] = km;
	until[x] = ku
}

/* The call with record e is over. */
inline unlink(e) {
	y = server[e];
	server[e] = NONE;
	generation[e] = (generation[e] + 1) % GENERATIONS;
	if
	:: client[y] == (e) ->
		client[y] = NONE;
		if
		:: WRONG(POP_CLIENT) ->
			m = 0;
			do
			:: m == NCALLS -> break
			:: m < NCALLS ->
				if :: server[m] == y -> client[y] = m
				   :: else fi;
				m++
			od
		:: else
		fi
	:: else
	fi;
	if
	:: frame[CALLER(e)] != ATSVC && callee[CALLER(e)] == y &&
	   callee_number[CALLER(e)] == NUMBER(e) ->
		callee[CALLER(e)] = NONE
	:: else
	fi
}

/* cur calls kt, or (NONE) what is no portal, with number kn. */
inline call() {
	d = cur;
	callpart(d, PAYER);
	if
	:: NEWS(d) ->			/* own news first */
		kx = d;
		saved(d, kn);
		next = ACT
	:: !NEWS(d) && (kt == NONE || FAILS_AT_DOOR(kt % ND) ||
	   server[CALL_OF(d, kn)] != NONE || (replies[d] & (1 << kn)) ||
	   (hop >= max_hops && RIGHT(HOPS_FORGOTTEN))) ->
		called_in_vain(d, kn);
		next = USER
	:: else ->
		set_left(d);
		up_x = d;
		if
		:: !ENABLED(kt) -> next = DOOR
		:: else ->
			up_quiet = 1;
			then = CALLED;
			next = (STAYS(d) -> STAY : CALLED)
		fi
	fi
}

inline stay_at_door() {
	frame[d] = ATSVC;
	callee[d] = kt;
	callee_number[d] = kn
}

/* The time helps the server, unless there is more to do. */
inline wait_at_door() {
	stay_at_door();
	chain_level(d);
	up_x = d;
	up_quiet = (level != NOLEVEL || (!ENABLED(kt) && !STAYS(d)));
	then = LEFT;
	next = (RIGHT(DOOR_NOREADY) -> UP : LEFT)
}

inline called() {
	if
	:: want != NOWANT -> next = DOOR
	:: else -> kx = d; callee[kx] = kt; callee_number[kx] = kn;
		next = ACCEPT
	fi
}

/* kx's call enters its callee, which is enabled. */
inline accept() {
	y = callee[kx];
	ke = CALL_OF(kx, callee_number[kx]);
	CALLS(!GONE(y) && en[y] && frame[y] != FROZEN && server[ke] == NONE);
	if
	:: frame[y] == ATSVC && (y != kx || WRONG(ACCEPT_SAVES_OWN)) ->
		/* At a door itself: it decides anew when it is back. */
		if
		:: RIGHT(ACCEPT_LOSES) ->
			saved(y, callee_number[y]);
			pre[y] = 1;
			callee[y] = NONE
		:: else
		fi
	:: else
	fi;
	frame[kx] = NIL;
	frame[y] = NIL;
	callee[kx] = y;
	if :: WRONG(ACCEPT_CLEARS_PRE) -> pre[y] = 0 :: else fi;
	callpart(kx, y);
	if :: !hit || WRONG(DONOR_ALWAYS) -> donor[y] = kx :: else fi;
	server[ke] = y;
	client[y] = ke;
	enter(y);
	entered_call(y, ke);
	next = USER
}

inline enter(x) {
	en[x] = 0;
	frame[x] = NIL;
	cur = x;
	ctx = 1
}

/* A caller of cur, or of who is left, whose time this is, at an open door. */
#define DONOR_AT_DOOR(x) (x != PAYER && donor[x] < ND \
	&& frame[donor[x] % ND] == ATSVC && callee[donor[x] % ND] == x)

/* cur leaves; set_left() was done. */
inline leave() {
	d = cur;
	callpart(donor[d], PAYER);	/* hop: of the donor */
	z = donor[d];
	if
	:: NEWS(d) -> kx = d; next = ACT
	:: !NEWS(d) && DONOR_AT_DOOR(d) && DECODES(z) && hop < max_hops ->
		if :: how == RESUME && WRONG(RESUME_NO_PRE)
		   :: else -> pre[d] = (how != WAIT) fi;
		kx = z;
		next = ACCEPT
	:: else ->
		if
		:: how == RESUME -> ctx = 1; next = USER
		:: how == ACTIVATE -> kx = d; next = ACT
		:: else ->
			ready[d] = 0;
			up_x = d;
			up_quiet = 0;
			then = LEFT;
			next = (STAYS(d) -> STAY : LEFT)
		fi
	fi
}

/* Nobody runs: fall back as far as was decided, and pick.  An interrupt that
 * comes meanwhile decides, too (the code takes it here, between two grants);
 * that is the same as one that comes before, or behind. */
inline left() {
	next = LEFT;
	if
	:: top <= want ->
		push_direct();
		want = NOWANT;
		upc = 0;
		next = PICK
	:: top > want && late != NONE && !late_falls ->
		/* An interrupt between two grants decides, too. */
		cur = NOBODY;
		ctx = 0;
		wx = late;
		late = NONE;
		raise(wx, EV_USER);
		then = LEFT;
		next = (RIGHT(LATE_SILENT) -> WAKE : LEFT)
	:: else ->
		if :: late_falls -> late_falls-- :: else fi;
		chain_fall()
	fi
}

/* Does the time that d runs on come from x, and can x take it? */
#define SWITCHES(x) (!SELF(x) && en[x] && !GONE(x) \
	&& (frame[x] == NIL || WRONG(REPLY_ATSVC)) \
	&& ((d != PAYER && donor[d] == x) || WRONG(REPLY_ALWAYS)))

/* cur answers the call of token {ke, kg}, or leaves only (ke NONE). */
inline reply() {
	d = cur;
	how = WAIT;
	set_left(d);
	next = LEAVE;
	if
	:: ke != NONE ->
		if
		:: server[ke % NCALLS] == d && alive[CALLER(ke) % ND] &&
		   (generation[ke % NCALLS] == kg || WRONG(NO_GENERATION)) ->
			CALLS(generation[ke] == kg);
			unlink(ke);
			c = CALLER(ke);
			if :: SWITCHES(c) -> reply_switch()
			   :: else -> deposit(); then = REPLIED fi
		:: else				/* late: dropped */
		fi
	:: else
	fi
}

inline reply_switch() {
	enter(c);
	entered_reply(c, NUMBER(ke));
	ready[d] = 0;
	up_x = d;
	up_quiet = 0;
	then = SETTLE;
	next = (SELF(d) || STAYS(d) -> STAY : SETTLE)
}

/* An answer, or error, into the DCB of c. */
inline deposit() {
	replies[c] = replies[c] | (1 << NUMBER(ke));
	wx = c;
	next = WAKE
}

inline replied() {
	if
	:: WRONG(REPLY_LEAVES) && NEWS(d) -> want = NOWANT; direct = NONE
	:: else
	fi;
	next = LEAVE;
	if
	:: want != NOWANT ->
		ready[d] = 0;
		up_x = d;
		up_quiet = 0;
		then = LEFT;
		next = (SELF(d) || more[d] ||
			(LENT_UNTIL(d) && RIGHT(REPLY_FORGETS)) -> STAY : LEFT)
	:: else
	fi
}

/* Call kn of kx is given up; an answer to it is dropped. */
inline cancel() {
	ke = CALL_OF(kx, kn);
	if
	:: server[ke] != NONE || (replies[kx] & (1 << kn)) ->
		if :: server[ke] != NONE -> unlink(ke) :: else fi;
		callpart(cur, kx);
		if :: kx != cur && hit && RIGHT(CANCEL_RUNS_ON) ->
			want_level(top)
		   :: else fi;
		if :: RIGHT(CANCEL_ANSWERED) ->
			replies[kx] = replies[kx] & (255 - (1 << kn))
		   :: else fi
	:: else
	fi;
	next = SETTLE
}

/* The newest client of the dead kx gets an error; ke: its record. */
inline call_fail() {
	unlink(ke);
	c = CALLER(ke);
	deposit();
	then = SETTLE
}

/* ---- picking ---- */

inline door_decided() {
	hit = FAILS_AT_DOOR(y) ||
	      (ENABLED(y) && !stop[y] && !HAS_EVENTS(y))
}

/* Along the calls from the payer: who can use its time? */
inline look() {
	z = PAYER;
	far = NONE;			/* the deepest with `more` */
	target = NONE;
	door = 0;
	hop = 0;
	do
	:: SELF(z) -> target = z; break
	:: else ->
		if :: !alive[z] || (stop[z] && RIGHT(STOP_WALK)) -> break
		   :: else fi;
		if :: more[z] && !stop[z] &&
		      (z == PAYER || RIGHT(MORE_PAYER)) -> far = z
		   :: else fi;
		y = callee[z];
		if :: y == NONE -> break :: else fi;
		if
		:: frame[z] == ATSVC ->
			door_decided();
			if :: hit -> target = z; door = 1; break :: else fi
		:: else
		fi;
		if :: !alive[y] -> break :: else fi;
		if :: WRONG(NO_LEADS) && !SELF(y) && hop == 1 -> break
		   :: else fi;
		z = y;
		hop++;
		if :: WRONG(LOOK_UNBOUNDED) -> ENDS(hop < 200)
		   :: else -> if :: hop > max_hops -> break :: else fi fi
	od;
	if :: target == NONE -> target = far :: else fi
}

/* hop: how far up x is. */
inline write_donors(x) {
	z = PAYER;
	hop = 0;
	if :: RIGHT(POP_DONOR) -> donor[z] = NONE :: else fi;
	do
	:: z == (x) -> break
	:: else -> y = callee[z]; donor[y] = z; z = y; hop++
	od
}

inline arrive() {
	write_donors(target);
	kx = target;
	y = callee[kx];
	if
	:: !door -> next = RUN
	:: door && DECODES(kx) && (hop < max_hops || WRONG(HOPS_FORGOTTEN)) ->
		next = ACCEPT
	:: else ->		/* its svc is executed again, and fails */
		frame[kx] = NIL;
		callee[kx] = NONE;
		cur = kx;
		ctx = 1;
		restarted(kx);
		next = USER
	fi
}

inline pick() {
	look();
	if
	:: target != NONE -> arrive()
	:: target == NONE && dispatching && !GONE(PAYER) ->
		nobody_helped();
		write_donors(PAYER);
		kx = PAYER;
		next = ACT
	:: else ->
		nobody_helped();
		ready[PAYER] = 0;
		if
		:: top == 0 -> cur = IDLE; ctx = 0; next = USER
		:: else -> chain_pop(1); dispatching = 0
		fi
	fi
}

inline run_it() {
	if
	:: frame[kx] == FROZEN ->
		frame[kx] = NIL;
		cur = kx;
		ctx = 1;
		next = USER
	:: else -> next = ACT
	fi
}

inline act() {
	if
	:: frame[kx] == ATSVC ->
		saved(kx, callee_number[kx]);
		callee[kx] = NONE;
		frame[kx] = NIL
	:: else
	fi;
	CONTEXTS(!GONE(kx) && frame[kx] == NIL);
	pre[kx] = 0;
	more[kx] = 0;
	enter(kx);
	entered_act(kx);
	next = USER
}

/* ---- losing the processor ---- */

inline cur_suspend() {
	if
	:: cur < ND && ctx ->
		CONTEXTS(frame[cur] == NIL);
		if :: en[cur] -> pre[cur] = 1
		   :: else -> frame[cur] = FROZEN fi
	:: else
	fi;
	ctx = 0;
	cur = NOBODY
}

/* If it can still run, it is ready at its own parent, whoever paid. */
inline resched() {
	d = cur;
	cur_suspend();
	up_x = d;
	up_quiet = 0;
	then = LEFT;
	next = LEFT;
	if
	:: d < ND ->
		chain_level(d);
		if
		:: !alive[d] || !(SELF(d) || more[d]) -> skip
		:: alive[d] && level == NOLEVEL && WRONG(NO_UP) -> ready[d] = 1
		:: alive[d] && level == NOLEVEL && WRONG(NO_READY) -> skip
		:: else -> next = STAY
		fi
	:: else
	fi
}

inline push_direct() {
	if
	:: direct != NONE ->
		if
		:: PARENT(direct) == PAYER && !NEWS(PAYER) &&
		   frame[PAYER] == NIL ->
			chain_push(direct, direct_until);
			dispatching = 1;
			dispatched(direct)
		:: else ->
			pushed_in_vain();
			undirect()
		fi
	:: else
	fi;
	direct = NONE
}

inline settle() {
	next = USER;
	if
	:: HELD -> skip
	:: !HELD && want != NOWANT -> next = RESCHED
	:: !HELD && want == NOWANT && upc -> pre[cur] = 1; kx = cur; next = ACT
	:: else
	fi
}

/* cur lends its own time to its child kt (NONE: there is none) until ku. */
inline dispatch() {
	d = cur;
	en[d] = 1;
	ctx = 0;
	more[d] = 0;
	until[d] = FOREVER;
	kx = d;
	if
	:: NEWS(d) -> next = ACT
	:: !NEWS(d) && d != PAYER && RIGHT(DISPATCH_LENT) ->
		chain_level(d);
		next = LEFT;
		then = LEFT;
		up_x = d;
		up_quiet = 0;
		if
		:: level != NOLEVEL -> want_level(level)
		:: else ->
			/* It wants to run: its own time would rather run whom
			 * it has called. */
			if :: RIGHT(DISPATCH_FORGETS) -> until[d] = clock
			   :: else fi;
			next = UP
		fi
	:: else ->
		if
		:: kt == NONE || GONE(kt % ND) ->
			if
			:: kt != NONE ->
				ready[kt] = 0;
				child_report(d, kt, FOREVER)
			:: else -> reported(d, NONE)
			fi;
			raise(d, EV_CHILD);
			next = ACT
		:: kt != NONE && !GONE(kt % ND) && ku <= clock ->
			child_report(d, kt, until[kt]);	/* not entered */
			raise(d, EV_CHILD);
			next = ACT
		:: else ->
			chain_push(kt, ku);
			dispatching = 1;
			dispatched(kt);
			next = PICK
		fi
	fi
}

/* ---- time ---- */

/* The lowest grant that has ended; or the payer wants to run now. */
inline timer() {
	level = (WRONG(EXPIRE_TOP) && top > 0 -> top : 1);
	do
	:: level > top -> level = NOLEVEL; break
	:: level <= top && chain_until[level] <= clock -> break
	:: else -> level++
	od;
	next = USER;
	if
	:: level != NOLEVEL -> want = level - 1; next = SETTLE
	:: level == NOLEVEL && until[PAYER] <= clock ->
		until_expire(PAYER);
		wx = PAYER;
		then = SETTLE;
		next = (RIGHT(ALARM_LOST) -> WAKE : USER)
	:: else
	fi
}

/* ---- stopping, dying, starting ---- */

inline leave_chain(x) {
	chain_level(x);
	if
	:: level != NOLEVEL -> want_level(level - 1)
	:: else ->
		callpart(cur, x);
		if :: hit -> want_level(top) :: else fi
	fi
}

/* wx: the parent, if it has to be told. */
inline tell_parent(x) {
	ready[x] = 0;
	chain_level(x);
	wx = PARENT(x);
	if :: level != NOLEVEL -> wx = NONE :: else fi;
	if
	:: wx != NONE ->
		child_report(wx, x, FOREVER);
		raise(wx, EV_CHILD);
		then = SETTLE;
		next = WAKE
	:: else -> next = SETTLE
	fi
}

/* What it was told, and where it was, is forgotten. */
inline forget(x) {
	callee[x] = NONE;
	frame[x] = NIL;
	events[x] = 0;
	replies[x] = 0;
	pre[x] = 0;
	more[x] = 0
}

/* Then a deletion unlinks its calls and answers its clients, one a step. */
inline kill(x) {
	forget(x);
	alive[x] = 0;
	leave_chain(x);
	tell_parent(x)
}

/* By its owner, or by a fault while disabled. */
inline stop_it(x) {
	next = SETTLE;
	if
	:: !stop[x] ->
		stop[x] = 1;
		leave_chain(x);
		tell_parent(x)
	:: else
	fi
}

inline start_it(x) {
	next = SETTLE;
	if
	:: stop[x] ->
		stop[x] = 0;
		if :: !SELF(x) -> pre[x] = 1 :: else fi;
		wx = x;
		then = SETTLE;
		next = WAKE
	:: else
	fi
}

/* The registers of who has stopped are written.  At a server's door they are
 * those of a call no more: it goes on as after an event. */
inline copy_regs(x) {
	next = SETTLE;
	if
	:: stop[x] && frame[x] == ATSVC && RIGHT(WRITE_AT_DOOR) ->
		saved(x, callee_number[x]);
		frame[x] = NIL;
		callee[x] = NONE;
		pre[x] = 1
	:: else
	fi
}

/* x is the debugger of who has stopped by a fault. */
inline debug_tell(x) {
	raise(x, EV_USER);
	wx = x;
	then = SETTLE;
	next = (RIGHT(TELL_SILENT) -> WAKE : SETTLE)
}

/* Its calls were unlinked, and its clients answered, before. */
inline reset_it(x) {
	forget(x);
	if :: x == cur -> ctx = 0 :: else fi;
	en[x] = 0;
	next = SETTLE
}

/* x gets the parent p, or none; not while its time runs. */
inline set_parent(x, p) {
	chain_level(x);
	next = SETTLE;
	if
	:: level == NOLEVEL ->
		ready[x] = 0;
		if
		:: PARENT(x) != NONE ->
			former_ticks[parent[x]] = former_ticks[parent[x]] +
				told_ticks[x] - moved_ticks[x]
		:: else
		fi;
		moved_ticks[x] = told_ticks[x];
		parent[x] = p;
		/* What the old one knew, the new one does not. */
		if :: RIGHT(ORPHAN_UNTIL) -> told_until[x] = FOREVER
		   :: else fi;
		if
		:: (p) != NONE && !GONE(x) &&
		   ((frame[x] == ATSVC && RIGHT(ORPHAN_AT_DOOR)) || SELF(x) ||
		    (more[x] && RIGHT(ORPHAN_MORE)) ||
		    until[x] < told_until[x]) ->
			wx = x;
			then = SETTLE;
			next = WAKE
		:: else
		fi
	:: else
	fi
}

/* ---- one entry into the kernel ---- */

inline begin() {
	late = NONE;
	late_falls = 0;
	ctx = (cur < ND);
	upc = 0;
	want = NOWANT;
	direct = NONE;
	dispatching = 0
}

inline kernel() {
	do
	:: next == USER -> break
	:: next == CALL -> call()
	:: next == CALLED -> called()
	:: next == DOOR -> wait_at_door()
	:: next == ACCEPT -> accept()
	:: next == LEAVE -> leave()
	:: next == LEFT -> left()
	:: next == REPLY -> reply()
	:: next == REPLIED -> replied()
	:: next == DISPATCH -> dispatch()
	:: next == PICK -> pick()
	:: next == RUN -> run_it()
	:: next == ACT -> act()
	:: next == RESCHED -> resched()
	:: next == SETTLE -> settle()
	:: next == WAKE -> wake()
	:: next == UP -> up()
	:: next == STAY -> stay()
	:: next == TIMER -> timer()
	od
}

/* Time adds up: what was reported of a domain is what was charged to it, and
 * its children had no more than that and what it has had since. */
inline accounts() {
	n = 1;
	do
	:: n == ND -> break
	:: n < ND ->
		chain_level(n);
		TIMES(PARENT(n) == NONE || !alive[n]
		       || ticks[n] == told_ticks[n]);
		kd = former_ticks[n];
		m = 1;
		do
		:: m == ND -> break
		:: m < ND ->
			if :: parent[m] == n ->
				kd = kd + told_ticks[m] - moved_ticks[m]
			   :: else fi;
			m++
		od;
		TIMES(PARENT(n) == NONE || !alive[n]
		       || kd <= ticks[n] + (level != NOLEVEL
				-> clock - start[level % NLEVELS] : 0));
		n++
	od
}
