/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * record.h - what the recorder's files share.
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "events.h"
#include "sim.h"

#define NOBODY		(-1)

/* Domains, times and records of calls in the numbers of a record. */
int index_of(const struct domain *d);
struct domain *domain_at(uint32_t i);
int time_of(uint64_t ticks);
int call_of(const struct call *call);
/* The object of a capability that `d` may use so, or nobody. */
int object_of(const struct domain *d, uint64_t cap, uint32_t right);
/* The upcall at whose first instruction cur stands, or ELSEWHERE. */
int entry_of_cur(void);
/* Calls over with this record since the walk began, modulo 256. */
uint32_t record_generation(const struct call *call);

struct event {
	int event, who, a, b, part;
	bool more;
	uint64_t until;
};

/* Write U and E lines. */
void record_event(struct event e);
/* The kernel is entered, and will begin. */
void record_entered(void);
/* A walk begins. */
void record_begin(void);
/* Write X and D lines. */
void record_state(void);

#endif
