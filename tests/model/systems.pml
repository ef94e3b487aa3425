/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * systems.pml - the systems of domains that are looked at.
 *
 * A letter is a domain, R the root; what stands in braces are its children.
 * "calls" is what its own threads do, "nests" what a thread does that serves a
 * request before it answers.
 *
 *	NESTED	R { B C V W }	B calls V, C calls W, V nests W
 *	CYCLE	R { A B C }	A calls B, B calls A, C calls A; A nests B,
 *				B nests A
 *	SELFISH	R { S }, S { C }
 *				S calls C, C calls C and nests C
 *	TREE	R { S V D }, S { C W }
 *				C calls V, and its own scheduler S; D calls W;
 *				V nests W
 *	DEEP	R { S D }, S { T }, T { C }
 *				D calls C, T calls S: over two levels that are
 *				off the chain
 *	DRIVER	R { S V }, S { H L }
 *				H is in S's `direct' word and gets events; L
 *				and H call V
 *	ASYNC	R { C D V W }	C has two threads, one calls V, one W; D calls V
 *	CROWD	R { C D V W }	as ASYNC, but all call V
 *	SLEEPER	R { S D }, S { C W }
 *				C calls W and D calls W; C, W and D sleep
 *	LENDER	R { S V D }, S { C }
 *				S calls V, D calls S: who is called has children
 *				to dispatch, and a call out itself
 */
#define NESTED	1
#define CYCLE	2
#define SELFISH	3
#define TREE	4
#define DEEP	5
#define DRIVER	6
#define ASYNC	7
#define CROWD	8
#define SLEEPER	9
#define LENDER	10

/* What a system is: fixed during a run. */
hidden byte which, nd;		/* which, and how many domains it has */
hidden byte calls_to[NCALLS];	/* whom a thread calls */
hidden byte nests[ND];		/* whom its servers call, or NONE */
hidden byte preempt[ND];	/* its bit in its parent's word; or EITHER */
hidden byte directly[ND];
hidden byte gets_events[ND], may_die[ND], may_stop[ND];
hidden byte victim, goal;	/* if not 0: only this one dies, gets events */

inline caller(d, t, to) {
	tst[CALL_OF(d, t)] = T_RUN;
	todo[CALL_OF(d, t)] = n_calls;
	calls_to[CALL_OF(d, t)] = to
}

inline nested() {
	nd = 5;
	caller(1, 0, 3);
	caller(2, 0, 4);
	nests[3] = 4
}

inline cycle() {
	nd = 4;
	caller(1, 0, 2);
	caller(2, 0, 1);
	caller(3, 0, 1);
	nests[1] = 2;
	nests[2] = 1
}

inline selfish() {
	nd = 3;
	parent[2] = 1;
	caller(1, 0, 2);
	caller(2, 0, 2);
	nests[2] = 2
}

inline tree() {
	nd = 6;
	parent[4] = 1;
	parent[5] = 1;
	caller(4, 0, 2);
	caller(4, 1, 1);
	caller(3, 0, 5);
	nests[2] = 5;
	gets_events[3] = 0;
	gets_events[5] = 0;
	may_die[2] = 0;
	may_die[3] = told_callers;
	may_die[1] = !told_callers;
	may_die[5] = 0
}

inline deep() {
	nd = 5;
	parent[3] = 1;
	parent[4] = 3;
	caller(2, 0, 4);
	caller(3, 0, 1);
	gets_events[1] = 0;
	gets_events[2] = 0;
	may_die[1] = 0;
	may_die[2] = 0
}

inline driver() {
	nd = 5;
	parent[3] = 1;
	parent[4] = 1;
	caller(3, 0, 2);
	caller(4, 0, 2);
	directly[3] = 1;
	gets_events[4] = 0;
	may_die[2] = 0
}

inline async(second) {
	nd = 5;
	caller(1, 0, 3);
	caller(1, 1, second);
	caller(2, 0, 3);
	gets_events[2] = 0;
	gets_events[4] = 0
}

inline sleeper() {
	nd = 5;
	parent[3] = 1;
	parent[4] = 1;
	caller(3, 0, 4);
	caller(2, 0, 4)
}

inline lender() {
	nd = 5;
	parent[4] = 1;
	caller(1, 0, 2);
	caller(3, 0, 1)
}

inline setup() {
	n = 1;
	do
	:: n == ND -> break
	:: n < ND ->
		parent[n] = 0;
		nests[n] = NONE;
		preempt[n] = EITHER;
		gets_events[n] = 1;
		may_die[n] = 1;
		may_stop[n] = 1;
		n++
	od;
	if
	:: which == NESTED -> nested()
	:: which == CYCLE -> cycle()
	:: which == SELFISH -> selfish()
	:: which == TREE -> tree()
	:: which == DEEP -> deep()
	:: which == DRIVER -> driver()
	:: which == ASYNC -> async(4)
	:: which == CROWD -> async(3)
	:: which == SLEEPER -> sleeper()
	:: which == LENDER -> lender()
	fi;
	n = 1;
	do
	:: n == ND -> break
	:: n < ND ->
		if :: victim && n != victim -> may_die[n] = 0 :: else fi;
		if :: goal && n != goal -> gets_events[n] = 0 :: else fi;
		n++
	od
}
