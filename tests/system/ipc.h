/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc.h - what the server of ipc.vsp can be asked for: word[0] of a request.
 */
#ifndef TESTS_IPC_H
#define TESTS_IPC_H

enum ask {
	ASK_ECHO = 100,		/* answer: all words inverted */
	ASK_BADGE,		/* answer: _, badge */
	ASK_HOLD,		/* no answer for now */
	ASK_OLDEST_FIRST,	/* answer what is held, inverted, then this */
	ASK_NEWEST_FIRST,
	ASK_TOKEN,		/* answer: _, token of the newest held */
	ASK_TWICE,		/* answer it, and then again */
	ASK_REPLY_AS,		/* reply with token word[1], then this */
	ASK_CALL_BACK,		/* call the client's ASK_ECHO with word[1];
				   answer: _, error, its word[1] */
	ASK_RECEIVE_NONE,	/* name no slot for capabilities */
	ASK_RECEIVE_ANY,	/* name an empty one */
	ASK_RECEIVE_FULL,	/* name one that is occupied */
	ASK_CAP,		/* answer: _, type, rights, badge */
	ASK_HAS_CAP,		/* answer: _, type of the last that came */
	ASK_GIVE,		/* answer with a capability: its PD's */
	ASK_SIGNAL,		/* raise word[1] events; answer: _, error */
	ASK_EXIT		/* end, with status word[1] */
};

#endif
