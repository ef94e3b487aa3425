/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc.h - calls, answers, and the other ways to leave.
 */
#ifndef KERNEL_IPC_H
#define KERNEL_IPC_H

#include "domain.h"

enum leave_how {
	LEAVE_WAIT,		/* nothing of its own to run */
	LEAVE_RESUME,		/* a context in the DCB */
	LEAVE_ACTIVATE		/* it asks to be activated */
};

/* The system calls of `d`, which is cur.  Those that fail return an error
 * and have changed nothing. */
enum vsp_error call(struct domain *d);
void reply(struct domain *d);
void leave(struct domain *d, enum leave_how how, uint64_t argument);

/* `d` is at a door: accept its call if that can still be done. */
bool call_accept_at_door(struct domain *d);

/* Forget call n of `d`; EMPTY if there is none. */
enum vsp_error call_cancel(struct domain *d, uint64_t n);
/* The call is over without an answer: an error waits in the DCB. */
void call_fail(struct call *call);

#endif
