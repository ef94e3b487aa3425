/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.h - reads recorded walks, for trace.pml.
 */
#ifndef MODEL_TRACE_H
#define MODEL_TRACE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "events.h"

/* The fields of a D line, in its order. */
enum {
	F_ALIVE, F_EN, F_STOP, F_FRAME, F_EVENTS, F_REPLIES, F_PRE, F_MORE,
	F_READY, F_CALLEE, F_NUMBER, F_CLIENT, F_DONOR, F_UNTIL, F_TOLD,
	F_TICKS, F_TOLD_TICKS, F_PARENT, F_STATE, F_SERVER,
	F_GENERATION = F_SERVER + TRACE_NT, F_COUNT = F_GENERATION + TRACE_NT
};

struct trace_state {
	int cur, at, top, alarm, chain[TRACE_LEVELS];
	int domain[TRACE_ND][F_COUNT];
};

struct trace_event {
	int event, who, a, b, part, more, until, now, at;
	int user[4];		/* en, preempt, direct, decodable */
	int state;		/* index of the state behind it, or -1 */
};

struct trace_walk {
	int first, count;	/* events */
	int state;
};

static struct {
	struct trace_walk *walk;
	struct trace_event *event;
	struct trace_state *state;
	int walks, events, states;
} trace;

static void *
trace_grow(void *array, int count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return array;
	array = realloc(array, (count == 0 ? 1 : 2 * (size_t)count) * size);
	if (array == NULL)
		abort();
	return array;
}

static int
trace_ints(char *text, int *to, int limit)
{
	int count = 0;

	for (char *end; count < limit; text = end, count++) {
		to[count] = (int)strtol(text, &end, 10);
		if (end == text)
			break;
	}
	return count;
}

static void
trace_add_walk(void)
{
	trace.walk = trace_grow(trace.walk, trace.walks, sizeof *trace.walk);
	trace.walk[trace.walks++] =
		(struct trace_walk){ .first = trace.events };
}

static void
trace_add_event(char *text, const int *user)
{
	struct trace_event *e;

	trace.event = trace_grow(trace.event, trace.events, sizeof *e);
	e = &trace.event[trace.events++];
	trace_ints(text, &e->event, 9);
	memcpy(e->user, user, sizeof e->user);
	e->state = -1;
	trace.walk[trace.walks - 1].count++;
}

/* A state is what the one before was, but for what is told. */
static void
trace_add_state(char *text)
{
	struct trace_walk *walk = &trace.walk[trace.walks - 1];
	struct trace_state *s;

	trace.state = trace_grow(trace.state, trace.states, sizeof *s);
	s = &trace.state[trace.states];
	memset(s, 0, sizeof *s);
	if (walk->count == 0)
		walk->state = trace.states;
	else
		*s = s[-1];
	trace_ints(text, &s->cur, 4 + TRACE_LEVELS);
	if (walk->count > 0)
		trace.event[trace.events - 1].state = trace.states;
	trace.states++;
}

static void
trace_add_domain(char *text)
{
	int line[1 + F_COUNT];

	if (trace_ints(text, line, 1 + F_COUNT) != 1 + F_COUNT)
		abort();
	memcpy(trace.state[trace.states - 1].domain[line[0]], line + 1,
	       sizeof(int) * F_COUNT);
}

static void
trace_read(void)
{
	static int user[4];
	char line[512];

	if (trace.walks > 0)
		return;
	while (fgets(line, sizeof line, stdin) != NULL) {
		if (line[0] == 'W')
			trace_add_walk();
		else if (line[0] == 'U')
			trace_ints(line + 1, user, 4);
		else if (line[0] == 'E')
			trace_add_event(line + 1, user);
		else if (line[0] == 'X')
			trace_add_state(line + 1);
		else if (line[0] == 'D')
			trace_add_domain(line + 1);
	}
	printf("trace: %d walks, %d events, %d states\n", trace.walks,
	       trace.events, trace.states);
	if (trace.events == 0)
		exit(2);
}

static int
trace_walks(void)
{
	return trace.walks;
}

static int
trace_length(int walk)
{
	return trace.walk[walk].count;
}

/* The next event is a part that goes on: nothing is settled yet. */
static int
trace_held(int walk, int step)
{
	return step + 1 < trace.walk[walk].count
	       && trace.event[trace.walk[walk].first + step + 1].part
		  == PART_GOES_ON;
}

static const struct trace_event *
trace_event(int walk, int step)
{
	return &trace.event[trace.walk[walk].first + step];
}

/* ---- into the model, and against it ---- */

static int trace_differ, trace_place[2];

static void
trace_same(const char *what, int domain, int recorded, int model)
{
	if (recorded == model)
		return;
	fprintf(stderr, "walk %d, event %d: %s of %d is %d, by the rules %d\n",
		trace_place[0], trace_place[1], what, domain, recorded, model);
	trace_differ++;
}

/* Nobody, nothing, never: as the model writes them. */
#define TRACE_NONE(x)	((x) < 0 ? 29 : (x))
#define TRACE_TIME(x)	((x) < 0 ? 0x7fffffff : (x))

#define LOAD_STATE \
	const struct trace_state *s = \
		&trace.state[trace.walk[now.walk].state]; \
	now.cur = s->cur < 0 ? 31 : s->cur; \
	now.top = s->top; \
	now.length = trace_length(now.walk); \
	for (int i = 0; i < TRACE_LEVELS; i++) \
		now.chain[i] = i <= s->top ? s->chain[i] : 0; \
	for (int i = 0; i < TRACE_ND; i++) { \
		const int *f = s->domain[i]; \
		now.alive[i] = f[F_ALIVE]; \
		now.en[i] = f[F_EN]; \
		now.stop[i] = f[F_STOP]; \
		now.frame[i] = f[F_FRAME]; \
		now.events[i] = f[F_EVENTS]; \
		now.replies[i] = f[F_REPLIES]; \
		now.pre[i] = f[F_PRE]; \
		now.more[i] = f[F_MORE]; \
		now.ready[i] = f[F_READY]; \
		now.callee[i] = TRACE_NONE(f[F_CALLEE]); \
		now.callee_number[i] = f[F_NUMBER]; \
		now.client[i] = TRACE_NONE(f[F_CLIENT]); \
		now.donor[i] = TRACE_NONE(f[F_DONOR]); \
		now.until[i] = TRACE_TIME(f[F_UNTIL]); \
		now.told_until[i] = TRACE_TIME(f[F_TOLD]); \
		now.ticks[i] = f[F_TICKS]; \
		now.told_ticks[i] = f[F_TOLD_TICKS]; \
		now.parent[i] = TRACE_NONE(f[F_PARENT]); \
		now.at[i] = ELSEWHERE; \
		for (int n = 0; n < TRACE_NT; n++) { \
			now.server[i * TRACE_NT + n] = \
				TRACE_NONE(f[F_SERVER + n]); \
			now.generation[i * TRACE_NT + n] = 0; \
		} \
	}

#define LOAD_EVENT \
	const struct trace_event *e = trace_event(now.walk, now.step); \
	event = e->event; \
	who = TRACE_NONE(e->who); \
	kt = ke = TRACE_NONE(e->a); \
	how = e->a; \
	kn = kg = e->b; \
	km = e->more; \
	goes_on = e->part == PART_GOES_ON; \
	held = trace_held(now.walk, now.step); \
	ku = TRACE_TIME(e->until); \
	now.clock = e->now; \
	if (now.cur < TRACE_ND && (event < E_KILL || event == E_WRITE)) \
		now.at[now.cur] = e->at; \
	for (int i = 0; i < TRACE_ND; i++) { \
		now.en[i] = e->user[0] >> i & 1; \
		preempt[i] = e->user[1] >> i & 1; \
		direct_bit[i] = e->user[2] >> i & 1; \
		decodable[i] = e->user[3] >> i & 1; \
	}

#define SAME_D(field, f, value) \
	trace_same(field, i, (f), (int)(value))

/* The alarm follows from the chain: the first grant to end, or when the payer
 * wants to run. */
#define MODEL_ALARM(alarm) \
	int alarm = now.until[now.chain[now.top]]; \
	for (int i = 1; i <= now.top; i++) \
		if (now.chain_until[i] < alarm) \
			alarm = now.chain_until[i];

#define COMPARE \
	const struct trace_event *e = trace_event(now.walk, now.step); \
	const struct trace_state *s; \
	trace_differ = 0; \
	trace_place[0] = now.walk; \
	trace_place[1] = now.step; \
	if (e->state >= 0) { \
		MODEL_ALARM(alarm) \
		s = &trace.state[e->state]; \
		trace_same("cur", -1, s->cur < 0 ? 31 : s->cur, now.cur); \
		trace_same("top", -1, s->top, now.top); \
		trace_same("alarm", -1, TRACE_TIME(s->alarm), alarm); \
		if (now.cur < TRACE_ND) \
			trace_same("entry", now.cur, s->at, now.at[now.cur]); \
		for (int i = 0; i <= s->top; i++) \
			trace_same("chain", i, s->chain[i], now.chain[i]); \
		for (int i = 0; i < TRACE_ND; i++) { \
			const int *f = s->domain[i]; \
			SAME_D("alive", f[F_ALIVE], now.alive[i]); \
			if (f[F_ALIVE]) { \
				COMPARE_DOMAIN \
			} \
		} \
	} \
	mismatches = trace_differ;

#define COMPARE_DOMAIN \
	SAME_D("enabled", f[F_EN], now.en[i]); \
	SAME_D("stop", f[F_STOP], now.stop[i]); \
	SAME_D("state", f[F_STATE], MODEL_STATE(i)); \
	SAME_D("parent", TRACE_NONE(f[F_PARENT]), COMPARE_PARENT); \
	SAME_D("frame", f[F_FRAME], now.frame[i]); \
	SAME_D("events", f[F_EVENTS], now.events[i]); \
	SAME_D("replies", f[F_REPLIES], now.replies[i]); \
	SAME_D("pre", f[F_PRE], now.pre[i]); \
	SAME_D("more", f[F_MORE], now.more[i]); \
	SAME_D("callee", TRACE_NONE(f[F_CALLEE]), COMPARE_CALLEE); \
	SAME_D("client", TRACE_NONE(f[F_CLIENT]), now.client[i]); \
	if (f[F_DONOR] != -1) \
		SAME_D("donor", f[F_DONOR], now.donor[i]); \
	SAME_D("until", TRACE_TIME(f[F_UNTIL]), now.until[i]); \
	SAME_D("told_until", TRACE_TIME(f[F_TOLD]), now.told_until[i]); \
	SAME_D("ticks", f[F_TICKS], now.ticks[i]); \
	if (f[F_PARENT] != -1) { \
		SAME_D("ready", f[F_READY], now.ready[i]); \
		if (!now.untold) \
			SAME_D("told_ticks", f[F_TOLD_TICKS], \
			       now.told_ticks[i]); \
	} \
	for (int n = 0; n < TRACE_NT; n++) { \
		SAME_D("server", TRACE_NONE(f[F_SERVER + n]), \
		       now.server[i * TRACE_NT + n]); \
		SAME_D("generation", f[F_GENERATION + n], \
		       now.generation[i * TRACE_NT + n]); \
	}

#define MODEL_STATE(i) \
	(now.stop[i] ? STATE_STOP : now.cur == (i) ? STATE_RUN \
	 : now.frame[i] == 1 ? STATE_FROZEN : now.frame[i] == 2 ? STATE_ATSVC \
	 : now.events[i] || now.replies[i] || now.pre[i] ? STATE_NEWS \
	 : COMPARE_CALLEE != 29 ? STATE_INCALL : STATE_IDLE)

/* A weak reference: the dead are nobody. */
#define COMPARE_CALLEE \
	(now.callee[i] < TRACE_ND && now.alive[now.callee[i]] \
	 ? now.callee[i] : 29)

#define COMPARE_PARENT \
	(now.parent[i] < TRACE_ND && now.alive[now.parent[i]] \
	 ? now.parent[i] : 29)

#endif
