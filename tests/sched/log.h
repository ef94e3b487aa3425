/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * log.h - a policy that passes everything on to another, and writes down what
 * it was told and what it answered, for the oracle (oracle.pl) to judge.
 *
 * A log is lines of words:
 *
 *	policy KIND quantum LIMIT
 *	task I priority share period slice latency extra
 *	W I now		it can run		B I now		it cannot
 *	Y I now		it yields		C I now ticks	it has used
 *	P I now until	the answer to "who?"; I is - for nobody
 */
#ifndef LOG_H
#define LOG_H

#include <vesper/policy.h>

#define LOG_NTASKS	64u
#define LOG_NENTRIES	4000u

struct log_entry {
	uint64_t now, value;
	char what;
	uint8_t task;		/* 255: nobody */
};

struct log_policy {
	struct vsp_policy policy;
	struct vsp_policy *inner;
	struct vsp_policy_ops ops;
	const struct vsp_task *task[LOG_NTASKS];
	uint32_t ntasks, nentries;
	bool closed;
	struct log_entry entry[LOG_NENTRIES];
};

/* A task gets a number when it is seen first.  Nothing is written down any
 * more when the log is full, or `closed`. */
struct vsp_policy *log_policy_init(struct log_policy *log,
				   struct vsp_policy *inner);

/* The tasks and the entries; the line `policy` is the caller's. */
void log_print(const struct log_policy *log,
	       void (*line)(const char *format, ...));

#endif
