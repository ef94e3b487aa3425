/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * desc.h - a system description as it was written: values with their places.
 */
#ifndef DESC_H
#define DESC_H

#include <confuse.h>
#include <stdbool.h>
#include <stdint.h>
#include <vesper/image.h>

#include "source.h"

struct text {
	const char *s;		/* NULL: not given */
	bool bad;		/* given, but in a wrong form: it was told */
	struct place at;
};

struct number {
	uint64_t n;
	bool given;
	bool bad;		/* given, but no number: it was told */
	struct place at;
};

struct domain {
	const char *name;
	struct place at;
	struct text program;
	struct text *args;
	unsigned nargs;
	struct number memory, stack;	/* bytes */
	struct number tables, slots;
	struct number daemon, dma;

	/* What it asks of its scheduler. */
	struct text scheduler;		/* its name; NULL: init */
	struct number share;		/* per mille */
	struct number priority;
	struct number period, slice, latency;	/* ns */
	struct number extra;

	/* A scheduler: how it schedules. */
	bool schedules;
	struct text policy;
	struct number quantum;		/* ns */
	struct number limit;		/* per mille */
};

/* What a domain gets: a portal, an event channel, and so on. */
struct link {
	enum vsp_link_kind kind;
	const char *name;
	struct place at;
	struct text from, to;	/* names of domains */
	struct number value;	/* badge, bits, or event bit */
	struct number rights;
	int shared;		/* index of the shared area */
	bool implied;		/* the console's: not written */
};

struct shared {
	const char *name;
	struct place at;
	struct number size;	/* bytes */
};

struct desc {
	const char *file;
	struct source source;
	cfg_t *cfg;		/* owns the strings */
	struct text system, console;
	struct domain *domain;		/* schedulers last */
	unsigned ndomains;
	struct domain init;		/* as a scheduler */
	struct link *link;
	unsigned nlinks;
	struct shared *shared;
	unsigned nshared;
};

bool desc_read(struct desc *d, struct msgs *m, const char *file,
	       const char *text, size_t len);
void desc_free(struct desc *d);
int desc_domain(const struct desc *d, const char *name);
const char *link_kind_name(enum vsp_link_kind kind);

/* sched.c: who schedules whom, and how; with all defaults filled in. */
const struct domain *sched_of(const struct desc *d, const struct domain *dom);
int sched_index(const struct desc *d, const struct domain *scheduler);
enum vsp_policy_kind sched_policy(const struct domain *scheduler);
const char *sched_policy_name(enum vsp_policy_kind kind);
bool sched_policy_known(const char *name);
uint64_t sched_share(const struct desc *d, const struct domain *dom);
uint64_t sched_latency(const struct domain *dom);
double sched_limit(const struct desc *d, const struct domain *scheduler);
double sched_blackout(const struct desc *d, const struct domain *scheduler);

/* grammar.c: the options there are, and the first look at the text. */
cfg_t *grammar_new(void);
bool grammar_check(struct source *s, struct msgs *m, cfg_t *cfg);
bool grammar_parse(struct source *s, struct msgs *m, cfg_t *cfg);

/* value.c: texts to numbers; what is wrong is told, and 0 is taken. */
typedef bool (*value_parser)(const char *s, uint64_t *value);
bool value_integer(const char *s, uint64_t *value);
bool value_size(const char *s, uint64_t *value);
bool value_percent(const char *s, uint64_t *value);
bool value_time(const char *s, uint64_t *value);
bool value_bool(const char *s, uint64_t *value);
bool value_rights(const char *s, uint64_t *value);
const char *value_expected(value_parser parse);
const char *value_unit(value_parser parse, const char *s);

#endif
