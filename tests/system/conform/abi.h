/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * abi.h - the steps of a script: which register of which system call holds
 * what.  If the ABI changes, this file does.
 */
#ifndef CONFORM_ABI_H
#define CONFORM_ABI_H

#include "actor.h"

#define DO_CALL(portal, n, w0) \
	{ .what = VSP_SYS_CALL, .x = { (w0), [7] = (n), [8] = (portal) } }
#define DO_CALL_CAP(portal, n, w0) \
	DO_CALL(portal, (n) | VSP_CALL_CAP, w0)
/* The answer to the newest client. */
#define DO_REPLY(w0) \
	{ .what = VSP_SYS_REPLY, .x = { (w0) } }
#define DO_REPLY_CAP(w0) \
	{ .what = VSP_SYS_REPLY, .x = { (w0), [7] = VSP_CALL_CAP } }
/* To its call number `nth`, counted from 1. */
#define DO_REPLY_TO(nth, w0) \
	{ .what = VSP_SYS_REPLY, .x = { (w0) }, .token = (nth) }
#define DO_REPLY_CAP_TO(nth, w0) \
	{ .what = VSP_SYS_REPLY, .x = { (w0), [7] = VSP_CALL_CAP }, \
	  .token = (nth) }
#define DO_REPLY_WITH(token, w0) \
	{ .what = VSP_SYS_REPLY, .x = { (w0), [8] = (token) } }
#define DO_WAIT(until_ticks) \
	{ .what = VSP_SYS_WAIT, .x = { (until_ticks) } }
#define DO_WAIT_EVER	DO_WAIT(VSP_FOREVER)
#define DO_RESUME(slot) \
	{ .what = VSP_SYS_RESUME, .x = { (slot) } }
#define DO_RESUME_NO_FP(slot) \
	{ .what = VSP_SYS_RESUME, .x = { (slot), [7] = VSP_LEAVE_NO_FP } }
#define DO_DISPATCH(child, until_ticks) \
	{ .what = VSP_SYS_DISPATCH, .x = { (child), (until_ticks) } }
#define DO_ACTIVATE \
	{ .what = VSP_SYS_ACTIVATE }
#define DO_SIGNAL(channel) \
	{ .what = VSP_SYS_SIGNAL, .x = { [8] = (channel) } }
#define DO_INVOKE(slot, op, ...) \
	{ .what = VSP_SYS_INVOKE, .x = { __VA_ARGS__, [7] = (op), \
					 [8] = (slot) } }
#define DO_UNKNOWN \
	{ .what = VSP_SYS_COUNT }

/* The same, with other work, or a time to be woken at. */
#define DO_CALL_MORE(portal, n, w0) \
	DO_CALL(portal, (n) | VSP_LEAVE_MORE, w0)
#define DO_CALL_UNTIL(portal, n, w0, until_ticks) \
	{ .what = VSP_SYS_CALL, .until = (until_ticks), \
	  .x = { (w0), [7] = (n) | VSP_LEAVE_UNTIL, [8] = (portal) } }
#define DO_REPLY_MORE(w0) \
	{ .what = VSP_SYS_REPLY, .x = { (w0), [7] = VSP_LEAVE_MORE } }
#define DO_WAIT_MORE \
	{ .what = VSP_SYS_WAIT, \
	  .x = { VSP_FOREVER, [7] = VSP_LEAVE_MORE } }
#define DO_RESUME_MORE(slot) \
	{ .what = VSP_SYS_RESUME, .x = { (slot), [7] = VSP_LEAVE_MORE } }

#define DO(deed, ...)	{ .what = (deed), .x = { __VA_ARGS__ } }
#define DO_ENABLE	DO(DEED_ENABLE, 0)
#define DO_DISABLE	DO(DEED_DISABLE, 0)
#define DO_SPIN		DO(DEED_SPIN, 0)
#define DO_NOTE(x0)	DO(DEED_NOTE, (x0))
#define DO_JUMP(step)	DO(DEED_JUMP, (step))
#define DO_READ(at)	DO(DEED_READ, (at))
#define DO_WRITE(at, value)	DO(DEED_WRITE, (at), (value))
/* A fault at a known address. */
#define NOWHERE		0x10
#define DO_FAULT	DO_READ(NOWHERE)

/* What an upcall's record says. */
static inline uint64_t
record_call_number(const struct record *reply)
{
	return reply->x[7] & VSP_CALL_NUMBER;
}

/* VSP_ARRIVED_*, of a CALL or REPLY. */
static inline uint64_t
record_arrived(const struct record *r)
{
	return r->kind == VSP_UPCALL_CALL ? r->x[9] : r->x[8];
}

static inline uint64_t
record_call_error(const struct record *reply)
{
	return reply->x[7] >> VSP_REPLY_ERROR_SHIFT & 0xff;
}

#endif
