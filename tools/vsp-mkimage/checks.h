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

struct subject about_domain(const struct system *s, const struct domain *dom,
			    struct place at);
struct subject about_link(const struct system *s, const struct link *link,
			  struct place at);
void check_name(struct system *s, const struct subject *who);
void check_page_size(struct system *s, const struct subject *who,
		     const char *what, uint64_t bytes, uint64_t most);
void hint_domain(struct system *s, const char *name);

#endif
