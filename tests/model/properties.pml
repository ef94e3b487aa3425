/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * properties.pml - what has to hold whenever user level runs or the core idles.
 */

/* All of its schedulers live -> hit. */
inline scheduled(x) {
	z = x;
	do
	:: z == 0 -> hit = 1; break
	:: else ->
		z = PARENT(z);
		if :: z == NONE -> hit = 0; break :: else fi;
		if :: stop[z] -> hit = 0; break :: else fi
	od
}

/* The core idles: nobody who can run is forgotten, and the clock is set for
 * whoever sleeps. */
inline properties_idle() {
	n = 0;
	do
	:: n == nd -> break
	:: else ->
		hit = 0;
		if :: alive[n] -> scheduled(n) :: else fi;
		if
		:: hit ->
			WAKEUPS(!SELF(n) && (!more[n] || stop[n]));
			first(n, tst[e] == T_SLEEP && wake_at[e] < until[0]);
			WAKEUPS(k == NT || stop[n]);
			/* Nor who is at a door that is open. */
			y = callee[n];
			if
			:: frame[n] == ATSVC && !stop[n] ->
				door_decided();
				WAKEUPS(!hit)
			:: else
			fi
		:: else
		fi;
		n++
	od
}

/* Time comes from a caller that is at my door, or waits for me, and nobody
 * below cur is held up. */
inline properties_donors() {
	z = cur;
	hop = 0;
	do
	:: z == PAYER -> break
	:: else ->
		y = donor[z];
		GRANTS(y < ND);
		GRANTS(callee[y] == z);
		GRANTS(frame[y] == ATSVC ||
		       server[CALL_OF(y, callee_number[y])] == z);
		GRANTS(alive[y] && en[y] && frame[y] != FROZEN &&
		       !HAS_EVENTS(y));
		z = y;
		hop++;
		GRANTS(hop < ND && hop <= max_hops)
	od
}

/* The chain goes from parent to child, no grant has ended, and no dispatcher
 * has news. */
inline properties_chain() {
	n = 0;
	do
	:: n >= top -> break
	:: else ->
		GRANTS(alive[chain[n]] && parent[chain[n + 1]] == chain[n]);
		TIMES(chain_until[n + 1] > clock);
		WAKEUPS(chain[n] == cur ||
		       (!NEWS(chain[n]) && frame[chain[n]] != FROZEN));
		n++
	od
}

/* Every grant was reported. */
inline properties_grants() {
	n = 1;
	do
	:: n == ND -> break
	:: n < ND ->
		GRANTS(parent[n] != cur || !alive[n] || HAS_EVENTS(cur) ||
		       !urun[n]);
		n++
	od
}

/* Each thread's context is in exactly one place. */
inline properties_contexts() {
	n = 0;
	do
	:: n == NCALLS -> break
	:: n < NCALLS ->
		hit = (server[n] != NONE) +
		      ((replies[CALLER(n)] & (1 << NUMBER(n))) != 0) +
		      (frame[CALLER(n)] == ATSVC &&
		       callee_number[CALLER(n)] == NUMBER(n));
		CONTEXTS(!alive[CALLER(n)] || hit == (tst[n] == T_CALL));
		n++
	od
}

inline properties() {
	if
	:: cur == IDLE -> properties_idle()
	:: else ->
		CONTEXTS(!GONE(cur) && frame[cur] == NIL);
		WAKEUPS(!en[cur] || !HAS_EVENTS(cur));
		properties_donors();
		properties_chain();
		if :: cur == PAYER && is_sched[cur] && !en[cur] ->
			properties_grants()
		   :: else fi
	fi;
	properties_contexts();
	if :: clock > 0 -> accounts() :: else fi
}

/* The core idles and nothing is on its way: everybody has been served, unless
 * somebody has no scheduler any more: others may wait for him. */
inline finish() {
	hm = 1;
	n = 0;
	do
	:: n == nd -> break
	:: else ->
		hit = 1;
		if :: alive[n] -> scheduled(n) :: else fi;
		if :: !hit -> hm = 0 :: else fi;
		n++
	od;
	n = 0;
	do
	:: n == nd -> break
	:: else ->
		if
		:: alive[n] && hm ->
			first(n, tst[e] != T_FREE || todo[e] != 0);
			WAKEUPS(k == NT)
		:: else
		fi;
		n++
	od;
	ended = 1
}
