/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * checks.h - what the checks of a system share.
 */
#ifndef CHECKS_H
#define CHECKS_H

#include "system.h"
#include "usage.h"

/* Each check looks at one thing of one kind, and tells what is wrong. */
struct domain_check {
	bool size;		/* of something that is added up */
	void (*check)(struct system *s, const struct domain *dom);
};

struct link_check {
	enum vsp_link_kind kind;	/* 0: every kind */
	void (*check)(struct system *s, const struct link *link);
};

extern const struct domain_check domain_check[];
extern const size_t ndomain_checks;
extern const struct link_check link_check[];
extern const size_t nlink_checks;

/* subject.c */
struct subject about_system(const struct system *s, struct place at);
struct subject about_shared(const struct system *s, const struct shared *area,
			    struct place at);
struct subject about_domain(const struct system *s, const struct domain *dom,
			    struct place at);
struct subject about_link(const struct system *s, const struct link *link,
			  struct place at);
void check_name(struct system *s, const struct subject *who);
void check_page_size(struct system *s, const struct subject *who,
		     const char *what, uint64_t bytes, uint64_t most);
void hint_domain(struct system *s, const char *name);

/* check_link.c: VSP_R_WATCH or VSP_R_NOTE; VSP_R_NONE if it is no right. */
uint32_t trace_right(const char *name);

/* check_sched.c: what one domain asks of its scheduler; how one schedules;
 * what all together ask of each. */
void check_time(struct system *s, const struct domain *dom);
void check_scheduler_of(struct system *s, const struct domain *dom);
void check_policy(struct system *s, const struct domain *dom);
void check_init_policy(struct system *s);
void check_schedulers(struct system *s);

#endif
