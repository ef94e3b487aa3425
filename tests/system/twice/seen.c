/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * seen.c - what can be seen of a walk, and what differs.
 */
#include "twice.h"

#include <stdio.h>
#include <string.h>

static void
forget(uint64_t *x, unsigned from, unsigned to)
{
	while (from < to)
		x[from++] = 0;
}

/* A time, but for ever and never. */
static void
forget_time(uint64_t *time)
{
	if (*time != VSP_FOREVER && *time != 0)
		*time = 1;
}

/* The registers of an upcall, or of what returned. */
static void
forget_registers(uint64_t kind, uint64_t *x, unsigned count)
{
	switch (kind) {
	case VSP_UPCALL_ACTIVATE:
		if (x[0] != 0)
			forget(x, 2, count);
		break;
	case VSP_UPCALL_CALL:
		x[8] &= 0xffffffff;
		break;
	case VSP_UPCALL_CHILD:
		x[2] = 0;
		forget_time(&x[3]);
		break;
	case VSP_UPCALL_FAULT:
		forget(x, 3, count);
		break;
	case RECORD_RETURNED:
		forget(x, 1, count);
		break;
	case RECORD_DEED:
		forget(x, 4, count);
		break;
	}
}

static void
forget_of_record(struct record *r)
{
	r->ticks = 0;
	forget_registers(r->kind, r->x, 10);
	/* Here, registers may be what they were (dcb.h). */
	if (r->kind == VSP_UPCALL_FAULT
	    || (r->kind == VSP_UPCALL_ACTIVATE && r->x[0] != 0))
		r->dirt = r->flags = 0;
}

/* Words at 56 on count time. */
#define TIME_WORD	7

/* Contexts are seen when they are resumed. */
static void
forget_of_dcb(struct vsp_dcb *dcb)
{
	memset(dcb->context, 0, sizeof dcb->context);
	((uint64_t *)dcb)[TIME_WORD] = 0;
	dcb->enabled = dcb->enabled != 0;	/* CALL stores what it has */
	for (unsigned i = 0; i < VSP_NCHILDREN; i++) {
		dcb->child[i].ticks = 0;
		forget_time(&dcb->child[i].until);
	}
}

void
seen_actor(struct seen_actor *to, const struct actor *a)
{
	struct vsp_result info = invoke(a->domain, VSP_OP_DOMAIN_INFO, 0, 0, 0,
					0, 0, 0);

	memset(to, 0, sizeof *to);
	to->written = a->memory->written;
	to->next = a->memory->next;
	to->info = info.x1;
	to->dcb = *a->dcb;
	forget_of_dcb(&to->dcb);
	memcpy(to->record, a->memory->record, sizeof to->record);
	for (unsigned i = 0; i < ACTOR_NRECORDS; i++)
		if (i < to->written)
			forget_of_record(&to->record[i]);
}

void
seen_turn(struct root_upcall *to)
{
	*to = root_upcall;
	forget_registers(to->kind, to->x, 9);
}

/* ---- what differs ---- */

static bool
same_words(const char *what, unsigned i, const void *fast, const void *slow,
	   size_t bytes)
{
	const uint64_t *a = fast, *b = slow;

	for (unsigned word = 0; word < bytes / sizeof *a; word++) {
		if (a[word] == b[word])
			continue;
		printf("# %s %u, word %u: fast 0x%lx, slow 0x%lx\n", what, i,
		       word, (unsigned long)a[word], (unsigned long)b[word]);
		return false;
	}
	return true;
}

static bool
same_actor(unsigned n, const struct seen_actor *a, const struct seen_actor *b)
{
	bool same = true;

	for (unsigned i = 0; same && i < ACTOR_NRECORDS; i++)
		same = same_words("record", i, &a->record[i], &b->record[i],
				  sizeof a->record[i]);
	same &= same_words("DCB of", n, &a->dcb, &b->dcb, sizeof a->dcb);
	same &= SAME(a->written, b->written) && SAME(a->next, b->next)
		&& SAME(a->info, b->info);
	if (!same)
		printf("# ... of actor %u\n", n);
	return same;
}

bool
seen_same(const struct seen *fast, const struct seen *slow)
{
	bool same = true;

	for (unsigned i = 0; same && i < NTURNS; i++)
		same = same_words("turn", i, &fast->turn[i], &slow->turn[i],
				  sizeof fast->turn[i]);
	for (unsigned i = 0; same && i < NACTORS; i++)
		same = same_actor(i, &fast->actor[i], &slow->actor[i]);
	return same && SAME(fast->ready, slow->ready)
	       && SAME(fast->stopped, slow->stopped);
}
