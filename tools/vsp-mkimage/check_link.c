/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check_link.c - the checks that look at one link: portal, event, shared
 * memory, device or interrupt.
 */
#include <string.h>
#include <vesper/dcb.h>
#include <vesper/rights.h>

#include "../common/suggest.h"
#include "board.h"
#include "checks.h"

static void
check_link_name(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->at);

	check_name(s, &who);
}

static void
check_link_to(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->to.at);

	if (link->to.bad)
		return;
	if (!link->to.s) {
		msg_error(&s->msgs, &who, "has no 'to'");
		msg_hint(&s->msgs, "say to = \"DOMAIN\"");
	} else if (desc_domain(&s->desc, link->to.s) < 0) {
		msg_error(&s->msgs, &who, "there is no domain '%s'",
			  link->to.s);
		hint_domain(s, link->to.s);
	}
}

static void
check_grant_to(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->at);

	if (desc_domain(&s->desc, link->from.s) >= 0)
		return;
	msg_error(&s->msgs, &who, "there is no domain '%s'", link->from.s);
	hint_domain(s, link->from.s);
}

static void
check_badge(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->value.at);

	if (link->value.given && !link->value.n)
		msg_error(&s->msgs, &who, "badge 0 would be none");
}

/* A server tells its clients apart by their badges. */
static void
check_badge_unique(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->value.given ?
					link->value.at : link->at);

	for (const struct link *other = s->desc.link; other < link; other++) {
		if (other->kind != VSP_LINK_PORTAL || !link->to.s ||
		    !other->to.s || strcmp(other->to.s, link->to.s) ||
		    !strcmp(other->from.s, link->from.s) ||
		    other->value.n != link->value.n)
			continue;
		msg_error(&s->msgs, &who, "domain '%s' would call '%s' with "
			  "badge %llu, as '%s' does", link->from.s,
			  link->to.s, (unsigned long long)link->value.n,
			  other->from.s);
		msg_hint(&s->msgs, "a badge that is not given is the calling "
			 "domain's place in the description, from 1");
		return;
	}
}

static void
check_event_bits(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->value.at);
	unsigned long long bits = link->value.n;

	if (link->value.bad)
		return;
	if (!link->value.given) {
		msg_error(&s->msgs, &who, "has no bits");
		msg_hint(&s->msgs, "say bits = 0x1");
	} else if (!bits) {
		msg_error(&s->msgs, &who, "bits 0 would signal nothing");
	} else if (bits & ~VSP_EVENT_USER) {
		msg_error(&s->msgs, &who, "bits 0x%llx are outside 0x%llx; "
			  "the upper two are the kernel's", bits,
			  VSP_EVENT_USER);
	}
}

static void
check_shared_rights(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->rights.at);
	uint64_t rights = link->rights.n;

	if (link->rights.bad)
		return;
	if (rights & VSP_R_WRITE && rights & VSP_R_EXEC)
		msg_error(&s->msgs, &who, "no memory is writable and "
			  "executable");
	else if (!(rights & VSP_R_READ))
		msg_error(&s->msgs, &who, "rights without r");
	else
		return;
	msg_hint(&s->msgs, "rights are r, rw or rx");
}

static void
check_device(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->at);
	const struct board_device *device = board_device_find(link->name);
	struct suggest near;

	if (device && !device->refused)
		return;
	if (device) {
		msg_error(&s->msgs, &who, "no domain can have it: %s",
			  device->refused);
		return;
	}
	msg_error(&s->msgs, &who, "board %s has no such device", board_name);
	suggest_start(&near, link->name);
	for (size_t i = 0; i < board_ndevices; i++)
		suggest_try(&near, board_device[i].name);
	suggest_hint(&near, &s->msgs);
}

static void
check_device_rights(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->rights.at);

	if (link->rights.bad)
		return;
	if (!(link->rights.n & VSP_R_READ) || link->rights.n & VSP_R_EXEC) {
		msg_error(&s->msgs, &who, "rights of a device are r or rw");
	}
}

/* By address: two names can be one device. */
static void
check_device_once(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->at);
	const struct board_device *a = board_device_find(link->name), *b;

	for (const struct link *other = s->desc.link; other < link; other++) {
		if (!a || a->refused || other->kind != VSP_LINK_DEVICE)
			continue;
		b = board_device_find(other->name);
		if (!b || b->address != a->address)
			continue;
		msg_error(&s->msgs, &who, "is given twice (0x%llx): domain "
			  "'%s' has it as '%s'",
			  (unsigned long long)a->address, other->from.s,
			  other->name);
		msg_hint(&s->msgs, "it is given first at %u:%u",
			 other->at.line, other->at.col);
		return;
	}
}

static void
check_irq(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->at);
	struct suggest near;

	if (board_irq_find(link->name))
		return;
	msg_error(&s->msgs, &who, "board %s has no such interrupt", board_name);
	suggest_start(&near, link->name);
	for (size_t i = 0; i < board_nirqs; i++)
		suggest_try(&near, board_irq[i].name);
	suggest_hint(&near, &s->msgs);
}

static void
check_irq_event(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->value.at);

	if (link->value.bad)
		return;
	if (!link->value.given) {
		msg_error(&s->msgs, &who, "has no event");
		msg_hint(&s->msgs, "say event = BIT, from 0 to 61");
	} else if (link->value.n > 61) {
		msg_error(&s->msgs, &who, "event bit %llu is not one of 0 to "
			  "61", (unsigned long long)link->value.n);
	}
}

static void
check_irq_once(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->at);
	const struct board_irq *a = board_irq_find(link->name), *b;

	for (const struct link *other = s->desc.link; other < link; other++) {
		if (!a || other->kind != VSP_LINK_IRQ)
			continue;
		b = board_irq_find(other->name);
		if (!b || b->line != a->line)
			continue;
		msg_error(&s->msgs, &who, "is given twice (line %u): domain "
			  "'%s' has it as '%s'", a->line, other->from.s,
			  other->name);
		msg_hint(&s->msgs, "it is given first at %u:%u",
			 other->at.line, other->at.col);
		return;
	}
}

/* A trace's name is the right that is given. */
uint32_t
trace_right(const char *name)
{
	if (!strcmp(name, "watch"))
		return VSP_R_WATCH;
	return strcmp(name, "note") ? VSP_R_NONE : VSP_R_NOTE;
}

static void
check_trace(struct system *s, const struct link *link)
{
	struct subject who = about_link(s, link, link->at);

	if (trace_right(link->name))
		return;
	msg_error(&s->msgs, &who, "is neither 'watch' nor 'note'");
	msg_hint(&s->msgs, "trace \"watch\" {} lets a domain see what all "
		 "others do, trace \"note\" {} lets it add notes");
}

const struct link_check link_check[] = {
	{ VSP_LINK_PORTAL, check_link_name },
	{ VSP_LINK_PORTAL, check_link_to },
	{ VSP_LINK_PORTAL, check_badge },
	{ VSP_LINK_PORTAL, check_badge_unique },
	{ VSP_LINK_EVENT, check_link_name },
	{ VSP_LINK_EVENT, check_link_to },
	{ VSP_LINK_EVENT, check_event_bits },
	{ VSP_LINK_SHARED, check_grant_to },
	{ VSP_LINK_SHARED, check_shared_rights },
	{ VSP_LINK_DEVICE, check_device },
	{ VSP_LINK_DEVICE, check_device_rights },
	{ VSP_LINK_DEVICE, check_device_once },
	{ VSP_LINK_IRQ, check_irq },
	{ VSP_LINK_IRQ, check_irq_event },
	{ VSP_LINK_IRQ, check_irq_once },
	{ VSP_LINK_TRACE, check_trace },
};
const size_t nlink_checks = sizeof link_check / sizeof *link_check;
