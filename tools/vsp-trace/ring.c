/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ring.c - reads a ring as the kernel left it in memory.
 *
 * Both are little-endian, this machine and that one.
 */
#include <string.h>

#include "trace.h"

#define DEFAULT_HZ 62500000u	/* QEMU's counter; the ring does not tell */

static struct vsp_trace_ring
head_of(const struct blob *b)
{
	struct vsp_trace_ring head = { 0 };

	if (b->len >= sizeof head)
		memcpy(&head, b->bytes, sizeof head);
	return head;
}

bool
ring_is(const struct blob *b)
{
	return head_of(b).magic == VSP_TRACE_MAGIC;
}

static bool
check_head(const struct trace *t, struct msgs *m,
	   const struct vsp_trace_ring *head, size_t len)
{
	struct subject who = { t->file, { 0, 0 }, "ring", t->file };
	uint64_t room = (len - sizeof *head) / sizeof head->record[0];

	if (head->version != VSP_TRACE_VERSION)
		msg_error(m, &who, "version %u is not %u", head->version,
			  VSP_TRACE_VERSION);
	if (head->capacity == 0 || head->capacity > room)
		msg_error(m, &who, "it has room for %llu records, its head "
			  "says %llu", (unsigned long long)room,
			  (unsigned long long)head->capacity);
	return m->count == 0;
}

void
ring_read(struct trace *t, struct msgs *m, const struct blob *b)
{
	struct vsp_trace_ring head = head_of(b);
	struct subject who = { t->file, { 0, 0 }, "ring", t->file };

	if (!check_head(t, m, &head, b->len))
		return;
	t->ticks_per_s = DEFAULT_HZ;
	t->mask = head.mask;
	t->lost = head.head > head.capacity ? head.head - head.capacity : 0;
	for (uint64_t n = t->lost; n < head.head; n++) {
		struct vsp_trace_record r;

		memcpy(&r, b->bytes + sizeof head
			   + n % head.capacity * sizeof r, sizeof r);
		if (trace_problem(&r))
			msg_error(m, &who, "record %llu of kind %u: %s",
				  (unsigned long long)n, r.kind,
				  trace_problem(&r));
		else
			trace_record(t, &r);
	}
}
