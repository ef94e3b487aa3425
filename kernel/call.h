/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * call.h - the records of calls that are out, and the tokens that name them.
 */
#ifndef KERNEL_CALL_H
#define KERNEL_CALL_H

#include "domain.h"

uint64_t call_token(const struct call *call);
/* The record that a token names, if it is a call to `server`; token 0: its
 * newest client's.  NULL if there is none. */
struct call *call_find(struct domain *server, uint64_t token);

/* The record is a client of the server; who gives it time stays. */
void call_link(struct call *call, struct domain *server);
/* The record is over: late answers no longer find it. */
void call_unlink(struct call *call);

#endif
