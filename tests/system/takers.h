/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * takers.h - what the servers of takers.vsp can be asked for: word[0] of a
 * request.  Capabilities that they give are portals of their own, with
 * word[1] as the badge.
 */
#ifndef TESTS_TAKERS_H
#define TESTS_TAKERS_H

enum {
	TAKE_AT_ONCE = 100,	/* answer with a capability */
	TAKE_LATER,		/* the same, but keep the request until
				   TAKERS_HELD have come, or for a while */
	TAKE_NOTHING,		/* answer without */
	TAKE_END,		/* end, with all that is kept unanswered */
	TAKE_THIS		/* from a server: a capability comes along */
};

#define TAKERS_HELD	8u

#endif
