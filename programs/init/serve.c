/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * serve.c - init after the start: who ends, who fails, and when all is over.
 *
 * The portal's badge is the domain's number, from 1.  Neither EXIT nor FAULT
 * is answered.  The domain is reset: it runs no more, and its clients, those
 * whose calls it has not answered too, are told that it is gone.
 */
#include <stdio.h>
#include <string.h>
#include <vesper/runtime.h>
#include <vesper/sched.h>

#include "init.h"

/* Domains that the system waits for. */
static uint32_t
count_running(void)
{
	uint32_t running = 0;

	for (uint32_t i = 0; i < image->ndomains; i++)
		running += !domains[i].ended
			   && !(domains[i].image->flags & VSP_DOMAIN_DAEMON);
	return running;
}

static void
reset_domain(struct domain *d)
{
	d->ended = true;
	must(vsp_domain_reset(d->domain), d->image->name, "reset");
	if (domain_scheduler(d) == NULL)
		vsp_sched_remove((uint32_t)(d - domains));
}

/* A domain whose scheduler has ended: it will never run. */
static struct domain *
find_orphan(void)
{
	for (uint32_t i = 0; i < image->ndomains; i++) {
		const struct domain *above = domain_scheduler(&domains[i]);

		if (!domains[i].ended && above != NULL && above->ended)
			return &domains[i];
	}
	return NULL;
}

static void
end_domain(struct domain *d)
{
	struct domain *orphan;

	reset_domain(d);
	while ((orphan = find_orphan()) != NULL) {
		report("domain '%s' ends with its scheduler '%s'",
		       orphan->image->name,
		       domain_scheduler(orphan)->image->name);
		reset_domain(orphan);
	}
}

static void
domain_exits(struct domain *d, int status)
{
	if (status != 0)
		report("domain '%s' exited with status %d", d->image->name,
		       status);
	end_domain(d);
}

#define STATE_FAULTED 4u	/* DOMAIN_INFO */

/* It stopped by itself: a fault in a handler, or its own wish. */
static void
domain_stopped(struct domain *d, uint64_t syndrome)
{
	struct vsp_fault fault = { .syndrome = syndrome };
	uint64_t state;

	if (d->ended)
		return;
	must(vsp_domain_info(d->domain, &state, &fault.pc, NULL),
	     d->image->name, "info");
	if (state & STATE_FAULTED)
		report_handler_fault(d, &fault);
	else
		report("domain '%s' has stopped itself", d->image->name);
	end_domain(d);
}

/* A scheduler says that a child of its has stopped. */
static bool
child_stopped(const struct domain *scheduler, const uint64_t *word)
{
	if (word[1] >= image->ndomains
	    || domain_scheduler(&domains[word[1]]) != scheduler)
		return false;
	domain_stopped(&domains[word[1]], word[2]);
	return true;
}

/* May it see what everyone does? */
static bool
watches(const struct domain *d)
{
	const struct vsp_image_link *link = payload_at(image->links);

	for (uint32_t i = 0; i < image->nlinks; i++)
		if (&domains[link[i].from] == d
		    && link[i].kind == VSP_LINK_TRACE
		    && (link[i].rights & VSP_R_WATCH) != 0)
			return true;
	return false;
}

/* The name and page of domain word[1], for who reads a trace. */
static int
tell_name(const struct domain *d, uint64_t *word)
{
	const struct domain *named = &domains[word[1]];

	if (!watches(d))
		return VSP_E_RIGHT;
	if (word[1] >= image->ndomains)
		return VSP_E_ARG;
	word[1] = named->page;
	memcpy(&word[2], named->image->name, VSP_IMAGE_NAME);
	return VSP_OK;
}

/* A domain asks its scheduler, if that is init. */
static int
answer_child(const struct domain *d, struct vsp_request *request)
{
	struct vsp_sched_params most;

	if (domain_scheduler(d) != NULL)
		return VSP_E_NOCAP;
	vsp_sched_params_described(&most, &d->image->time);
	vsp_sched_answer((uint32_t)(d - domains), &most, request);
	return (int)request->message.word[0];
}

/* What is to be answered. */
static int
answer(const struct domain *d, struct vsp_request *request)
{
	uint64_t *word = request->message.word;

	if (d == NULL)
		return VSP_E_OP;
	switch (word[0]) {
	case VSP_INIT_NAME:
		return tell_name(d, word);
	case VSP_INIT_STOPPED:
		return child_stopped(d, word) ? VSP_OK : VSP_E_OP;
	case VSP_SCHED_CHANGE:
	case VSP_SCHED_CHARGED:
		return answer_child(d, request);
	default:
		return VSP_E_OP;
	}
}

static void
take_request(struct vsp_request *request)
{
	uint64_t *word = request->message.word;
	struct domain *d = domain_of_badge(request->badge);

	if (d != NULL && word[0] == VSP_INIT_EXIT) {
		domain_exits(d, (int)word[1]);
	} else if (d != NULL && word[0] == VSP_INIT_FAULT) {
		report_fault(d, (const char *)&word[4],
			     &(struct vsp_fault){ .syndrome = word[1],
				.address = word[2], .pc = word[3] });
		end_domain(d);
	} else {
		word[0] = (uint64_t)answer(d, request);
		vsp_reply(request->token, &request->message);
	}
}

static void
take_stopped(void)
{
	for (uint64_t left = vsp_sched_take_stopped(); left != 0;
	     left &= left - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(left);

		domain_stopped(&domains[i], vsp_dcb->child[i].syndrome);
	}
}

/* Lines that nobody has ended. */
static void
flush_console(void)
{
	struct vsp_message message = { .word = { VSP_CONSOLE_FLUSH } };

	if (console_runs)
		vsp_call(VSP_SLOT_CONSOLE, &message);
}

_Noreturn void
serve(void)
{
	struct vsp_request request;

	while (count_running() > 0)
		switch (vsp_wait(&request, VSP_SCHED_EVENT_STOPPED,
				 VSP_FOREVER, NULL)) {
		case VSP_WAITED_REQUEST:
			take_request(&request);
			break;
		case VSP_WAITED_EVENTS:
			take_stopped();
			break;
		case VSP_WAITED_TIME:
			break;
		}
	flush_console();
	power_off();
}
