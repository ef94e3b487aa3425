/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * domain.c - the life of a Domain: made, stopped, reset, killed.
 */
#include "domain.h"

#include "call.h"
#include "cnode.h"
#include "debug.h"
#include "grant.h"
#include "ipc.h"
#include "panic.h"
#include "protdomain.h"
#include "pte.h"
#include "state.h"
#include "stretch.h"
#include "trace.h"
#include "wake.h"

struct domain_ref
domain_ref(struct domain *d)
{
	return (struct domain_ref){ d, d->word };
}

struct domain *
domain_callee(struct domain *d)
{
	struct call *out = domain_out(d);

	if (d->frame == FRAME_ATSVC)
		return domain_deref(d->door);
	if (out == NULL || out->server == NULL || out->server->dying)
		return NULL;
	return out->server;
}

void
domain_set_donor(struct domain *d, struct domain *donor)
{
	d->donor = donor;
	d->told_donor = call_caller(d->clients) != donor;
	d->knocked = donor != NULL && donor->frame == FRAME_ATSVC;
}

void
domain_set_vector(struct domain *d, uint64_t vector)
{
	d->vector = vector;
	d->call_entry = vector + VSP_UPCALL_CALL * VSP_UPCALL_SIZE;
	d->reply_entry = vector + VSP_UPCALL_REPLY * VSP_UPCALL_SIZE;
}

void
domain_create(uint32_t page)
{
	struct domain *d = page_address(page);

	d->word = ramtab_begin(page, PAGE_DOMAIN);
	for (uint32_t n = 0; n < VSP_NCALLS; n++) {
		d->call[n].identity = page << 4 | n;
		/* Behind those of whoever was here (retire_tokens()). */
		d->call[n].generation = (uint32_t)ramtab_value(d->word);
	}
	d->calls = d->call;
	d->cpacr = FP_TRAPS;
	d->ttbr0 = kernel.empty_root;
	d->until = VSP_FOREVER;
	d->told_until = VSP_FOREVER;
	d->stop = true;
	trace_life(d, VSP_LIFE_MADE, NULL, ramtab_value(d->word));
}

void
domain_hold(struct slot *own, struct slot *parent)
{
	cap_remove(own);
	cap_derive(own, parent, VSP_R_ALL, 0);
	own->flags |= SLOT_INSIDE;
	cap_insert_child(own, parent);
}

void
domain_update_spaces(struct domain *d)
{
	d->slots = NULL;
	d->nslots = 0;
	if (cnode_alive(&d->cnode)) {
		d->slots = slot_object(&d->cnode);
		d->nslots = d->cnode.data;
	}
	d->limit = d == core->cur ? 0 : d->nslots;
	d->ttbr0 = kernel.empty_root;
	if (!slot_empty(&d->pd))
		d->ttbr0 = pd_ttbr0(slot_page(&d->pd));
	if (core->loaded == d) {
		core->loaded = NULL;
		machine_set_space(kernel.empty_root);
	}
}

void
domain_leave_chain(struct domain *d)
{
	uint32_t level = chain_level(d);

	if (level == 0)
		panic("the root domain is gone", d);
	if (level != NOLEVEL)
		want_level(level - 1);
	else if (callpart(core->cur, d))
		want_level(core->top);
}

void
domain_tell_parent(struct domain *d, uint32_t reason)
{
	struct domain *parent = domain_parent(d);

	ready_clear(d);
	if (parent == NULL || chain_level(d) != NOLEVEL)
		return;
	child_report(parent, d, reason, VSP_FOREVER, 0);
	domain_raise(parent, VSP_EVENT_CHILD);
	wake(parent);
}

bool
domain_unlink_one_call(struct domain *d)
{
	for (uint32_t n = 0; n < VSP_NCALLS; n++) {
		if (d->call[n].server == NULL)
			continue;
		call_unlink(&d->call[n]);
		return true;
	}
	return false;
}

void
domain_forget(struct domain *d)
{
	d->callee = 0;
	d->frame = FRAME_NIL;
	d->events = 0;
	d->has_events = false;
	d->replies = 0;
	d->pre = false;
	d->more = false;
	d->faulted = false;
	d->no_fp = 0;
}

void
domain_set_parent(struct domain *d, struct domain *parent, uint32_t index)
{
	struct domain *old = domain_parent(d);

	trace_life(d, VSP_LIFE_PARENT, parent, index);
	if (old != NULL) {
		ready_clear(d);
		old->child[d->index] = (struct domain_ref){ NULL, 0 };
		old->nchildren--;
	}
	d->parent = (struct domain_ref){ NULL, 0 };
	if (parent == NULL)
		return;
	d->parent = domain_ref(parent);
	d->index = index;
	d->level = parent->level + 1;
	parent->child[index] = domain_ref(d);
	parent->nchildren++;
}

void
domain_kill(struct domain *d)
{
	trace_life(d, VSP_LIFE_KILLED, NULL, 0);
	d->dying = true;
	domain_forget(d);
	domain_leave_chain(d);
	domain_tell_parent(d, VSP_CHILD_GONE);
	/* Its place can be another's at once. */
	domain_set_parent(d, NULL, 0);
	ramtab_set(address_page(d), PAGE_DYING);
}

bool
domain_answer_one_client(struct domain *d)
{
	if (d->clients == NULL)
		return false;
	call_fail(d->clients);
	return true;
}

/* The next domain on this page begins behind all the tokens of this one. */
static void
retire_tokens(const struct domain *d)
{
	uint32_t most = 0;

	for (uint32_t n = 0; n < VSP_NCALLS; n++) {
		uint32_t used = d->call[n].generation
				- (uint32_t)ramtab_value(d->word);

		most = used > most ? used : most;
	}
	ramtab.epoch += most;
}

void
domain_destroy(struct domain *d)
{
	uint32_t page = address_page(d);

	if (weak_alive(d->dcb_stretch))
		stretch_clear(d->dcb_stretch.page, d->dcb_index,
			      VSP_DCB_PAGES,
			      (struct leaves){ PTE_DCB, PTE_DCB, 0 });
	debug_set(d, 0);
	retire_tokens(d);
	cap_remove(&d->cnode);
	cap_remove(&d->pd);
	cap_remove(&d->debugger);
	if (core->fp_owner == d)
		fp_own(NULL);
	if (core->loaded == d) {
		core->loaded = NULL;
		machine_set_space(kernel.empty_root);
	}
	ramtab_set(page, PAGE_FREE);
}
