/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * subject.c - whom a problem is about, and the checks that all of them share.
 */
#include <inttypes.h>
#include <string.h>
#include <vesper/op.h>
#include <vesper/syscall.h>

#include "../common/suggest.h"
#include "checks.h"

struct subject
about_system(const struct system *s, struct place at)
{
	const char *name = s->desc.system.s, *file = s->desc.file;

	return (struct subject){
		file, at, name ? "system" : "description", name ? name : file
	};
}

struct subject
about_shared(const struct system *s, const struct shared *area,
	     struct place at)
{
	return (struct subject){ s->desc.file, at, "shared", area->name };
}

struct subject
about_domain(const struct system *s, const struct domain *dom, struct place at)
{
	return (struct subject){
		s->desc.file, at, dom->schedules ? "scheduler" : "domain",
		dom->name
	};
}

struct subject
about_link(const struct system *s, const struct link *link, struct place at)
{
	const char *kind = link->kind == VSP_LINK_SHARED ? "grant" :
		link_kind_name(link->kind);
	const char *name = link->kind == VSP_LINK_SHARED ? link->from.s :
		link->name;

	return (struct subject){ s->desc.file, at, kind, name };
}

/* Names are shown to people and passed to shells: keep them plain. */
void
check_name(struct system *s, const struct subject *who)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ" "0123456789" "_.-";
	size_t len = strlen(who->name);

	if (!len)
		msg_error(&s->msgs, who, "the name is empty");
	else if (len >= VSP_IMAGE_NAME)
		msg_error(&s->msgs, who, "the name is too long (%zu bytes, at "
			  "most %u)", len, VSP_IMAGE_NAME - 1);
	else if (who->name[strspn(who->name, plain)])
		msg_error(&s->msgs, who, "a name has letters, digits, '_', "
			  "'.' and '-' only");
}

void
check_page_size(struct system *s, const struct subject *who, const char *what,
		uint64_t bytes, uint64_t most)
{
	if (!bytes)
		msg_error(&s->msgs, who, "%s is 0", what);
	else if (bytes > most)
		msg_error(&s->msgs, who, "%s of %" PRIu64 " bytes is too big "
			  "(at most %" PRIu64 ")", what, bytes, most);
	else if (bytes % VSP_PAGE_SIZE) {
		msg_error(&s->msgs, who, "%s of %" PRIu64 " bytes is not a "
			  "multiple of a page (%u)", what, bytes,
			  VSP_PAGE_SIZE);
		msg_hint(&s->msgs, "the next is %" PRIu64 "K",
			 (bytes / VSP_PAGE_SIZE + 1) * (VSP_PAGE_SIZE >> 10));
	}
}

void
hint_domain(struct system *s, const char *name)
{
	struct suggest near;

	suggest_start(&near, name);
	for (unsigned i = 0; i < s->desc.ndomains; i++)
		suggest_try(&near, s->desc.domain[i].name);
	suggest_hint(&near, &s->msgs);
}
