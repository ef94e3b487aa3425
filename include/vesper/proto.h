/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * proto.h - the messages of init and of a console: x0 says what is asked, the
 * answer's x0 is VSP_OK or an error.
 */
#ifndef VESPER_PROTO_H
#define VESPER_PROTO_H

/* To init. */
#define VSP_INIT_EXIT		1	/* x1 status; it is not answered */
#define VSP_INIT_FAULT		2	/* x1 syndrome, x2 address, x3 pc, x4,
					   x5 the thread's name, 0 if it is
					   the main thread: the domain cannot
					   go on; not answered */
#define VSP_INIT_STOPPED	3	/* from a scheduler: x1 index of a child
					   that has stopped, x2 syndrome */
/* From a domain that may watch: x1 index of a domain, from 0 (ARG: there is
 * none).  The answer: x1 its page, x2..x5 its name. */
#define VSP_INIT_NAME		4

/* To the console: bytes x2..x6, x1 of them (0..40), in memory order. */
#define VSP_CONSOLE_WRITE	16
#define VSP_CONSOLE_BYTES	40
/* Write out lines that are not complete, and wait until all is out. */
#define VSP_CONSOLE_FLUSH	17

/* Read a line that is typed: x1 bytes at most (1..40).  The answer comes when
 * there is one: x1 bytes, x2..x6, newline and all; 0 bytes at the end of the
 * file.  A longer line goes on in the next read.  A domain that reads again
 * while it waits has its earlier read answered with VSP_E_BUSY. */
#define VSP_CONSOLE_READ	18

/* From a child to its scheduler: init, or who the description links it to.
 * Other parameters: x1 priority, x2 share, x3 period, x4 slice, x5 latency in
 * ticks, x6 extra (0 or 1).  Errors: those of vsp_task_change(), and nothing
 * has changed then; RIGHT (a priority, share or extra time beyond what the
 * description says); ARG (for a period below 100 us, too, and for a slice if
 * no time is reserved there); NOCAP (not a child of this scheduler). */
#define VSP_SCHED_CHANGE	48
/* The answer: x1 ticks charged to the child so far. */
#define VSP_SCHED_CHARGED	49

/* To any domain that takes shares: the capability that comes along is a
 * Stretch; x1 address, x2 bytes, x3 rights. */
#define VSP_SHARE_GIVE		32

#endif
