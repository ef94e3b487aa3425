/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * record_part.c - what an entry into the kernel does inside is written down:
 * the parts of a deletion (it kills a domain, unlinks its calls, answers its
 * clients), of a RESET, a new parent, and that a debugger is told.  They are
 * seen by the linker's --wrap.
 */
#include "record.h"

#include "debug.h"

/* How often the kernel has begun something since it was entered, and how often
 * when the last event was told. */
static unsigned begun, begun_told;

void
record_entered(void)
{
	begun = 0;
	begun_told = 1;
}

/* What is still to be settled, unless something else was begun. */
static void
tell_part(struct event e)
{
	if (sim_watch == NULL)
		return;
	e.part = begun > begun_told ? PART_BEGUN : PART_GOES_ON;
	if (begun > begun_told)
		begun_told = begun;
	record_event(e);
}

void __real_kernel_begin(void);
void __wrap_kernel_begin(void);
void __real_domain_forget(struct domain *d);
void __wrap_domain_forget(struct domain *d);
void __real_domain_set_parent(struct domain *d, struct domain *parent,
			      uint32_t index);
void __wrap_domain_set_parent(struct domain *d, struct domain *parent,
			      uint32_t index);
void __real_domain_kill(struct domain *d);
void __wrap_domain_kill(struct domain *d);
void __real_debug_tell(struct domain *d);
void __wrap_debug_tell(struct domain *d);
bool __real_domain_unlink_one_call(struct domain *d);
bool __wrap_domain_unlink_one_call(struct domain *d);
bool __real_domain_answer_one_client(struct domain *d);
bool __wrap_domain_answer_one_client(struct domain *d);

void
__wrap_kernel_begin(void)
{
	begun++;
	__real_kernel_begin();
}

/* The last part of a RESET. */
void
__wrap_domain_forget(struct domain *d)
{
	tell_part((struct event){ .event = E_RESET, .who = index_of(d) });
	__real_domain_forget(d);
}

void
__wrap_domain_set_parent(struct domain *d, struct domain *parent,
			 uint32_t index)
{
	__real_domain_set_parent(d, parent, index);
	/* The bits in its new parent's words count. */
	tell_part((struct event){ .event = E_PARENT, .who = index_of(d),
				  .a = index_of(parent) });
}

void
__wrap_domain_kill(struct domain *d)
{
	tell_part((struct event){ .event = E_KILL, .who = index_of(d) });
	__real_domain_kill(d);
}

void
__wrap_debug_tell(struct domain *d)
{
	struct domain *debugger = slot_object(&d->debugger);

	tell_part((struct event){ .event = E_TELL,
				  .who = index_of(debugger) });
	__real_debug_tell(d);
}

bool
__wrap_domain_unlink_one_call(struct domain *d)
{
	uint32_t n = 0;

	while (n < VSP_NCALLS && d->call[n].server == NULL)
		n++;
	if (n < VSP_NCALLS)
		tell_part((struct event){ .event = E_UNLINK,
					  .a = call_of(&d->call[n]) });
	return __real_domain_unlink_one_call(d);
}

bool
__wrap_domain_answer_one_client(struct domain *d)
{
	if (d->clients != NULL)
		tell_part((struct event){ .event = E_ANSWER,
					  .a = call_of(d->clients) });
	return __real_domain_answer_one_client(d);
}
