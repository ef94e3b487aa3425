/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * limits.c - the table of limits: what there is a most of, what its number is
 * called in the headers, and what happens beyond.
 *
 * Each of the kernel's limits names the claim of the conformance suite that
 * shows it.  The number that is private to vsp-mkimage is compared by a test.
 */
#include <stdio.h>
#include <string.h>
#include <vesper/bootinfo.h>
#include <vesper/dcb.h>
#include <vesper/image.h>
#include <vesper/memory.h>
#include <vesper/op.h>
#include <vesper/policy.h>
#include <vesper/share.h>
#include <vesper/ipc.h>
#include <vesper/startup.h>
#include <vesper/syscall.h>

#include "tables.h"

#define EVENT_BITS	((unsigned)__builtin_popcountll(VSP_EVENT_USER))

struct limit {
	const char *what;
	unsigned most;
	const char *name;	/* of the number, if it has one */
	const char *beyond;
	const char *claim;	/* that shows it */
};

/* A number is called what it is written as here. */
#define LIMIT(what, most, beyond, claim) { what, most, #most, beyond, claim }
#define USER_LIMIT(what, most, beyond)	{ what, most, #most, beyond, NULL }

static const struct limit kernel_limits[] = {
	LIMIT("slots of a CNode", VSP_STRETCH_NPAGES * VSP_SLOTS_PER_PAGE,
	  "RETYPE: ARG; a slot number beyond the CNode's end: "
	  "NOCAP where a capability is named, ARG where a slot is",
	  "a_cnode_has_so_many_slots"),
	LIMIT("derivations, below what the root program has", VSP_MAX_DEPTH,
	  "DEPTH",
	  "derivation_has_a_depth"),
	LIMIT("objects made by one RETYPE", VSP_RETYPE_MAX_COUNT,
	  "ARG",
	  "retype_makes_so_many_at_once"),
	LIMIT("pages of a Frame", VSP_STRETCH_NPAGES,
	  "RETYPE: ARG",
	  "a_frame_has_so_many_pages"),
	LIMIT("pages of a stretch", VSP_STRETCH_NPAGES,
	  "MAP, UNMAP: ARG",
	  "a_stretch_has_so_many_pages"),
	LIMIT("mappings of one Frame capability", 1,
	  "STATE; derive another capability",
	  "a_frame_capability_maps_once"),
	LIMIT("attachments of one Stretch capability", 1,
	  "STATE; derive another capability",
	  "a_stretch_capability_attaches_once"),
	LIMIT("tables of a protection domain, 1 GiB of addresses each",
	  VSP_PD_PAGES - 1,
	  "ATTACH: FULL",
	  "a_pd_has_so_many_tables"),
	LIMIT("children of a domain", VSP_NCHILDREN,
	  "SET_PARENT: ARG; DISPATCH takes the index modulo this",
	  "a_domain_has_so_many_children"),
	LIMIT("levels of the scheduling tree", VSP_NLEVELS,
	  "SET_PARENT: DEPTH",
	  "the_tree_of_schedulers_has_so_many_levels"),
	LIMIT("unanswered calls of a domain", VSP_NCALLS,
	  "CALL: OCCUPIED if the number is in use; numbers are "
	  "taken modulo this",
	  "a_domain_has_so_many_unanswered_calls"),
	LIMIT("domains on a chain of calls, behind the payer", VSP_NHOPS,
	  "CALL: DEPTH",
	  "a_chain_of_calls_has_so_many_links"),
	LIMIT("words of a message", VSP_NWORDS,
	  "there are no more registers",
	  "a_message_has_so_many_words"),
	LIMIT("capabilities that go with a message", 1,
	  "there is no way to ask",
	  "one_capability_goes_with_a_message"),
	LIMIT("context slots of a domain", VSP_DCB_SLOTS,
	  "numbers are taken modulo this",
	  "context_slots_are_numbered_modulo_their_number"),
	{ "event bits of a domain", EVENT_BITS, "VSP_EVENT_USER",
	  "a channel with none of its bits: ARG",
	  "a_domain_has_so_many_events" },
	LIMIT("interrupt lines", VSP_IRQ_LINES,
	  "ARG, as for lines that the board does not have",
	  "there_are_so_many_lines"),
	LIMIT("bindings of an interrupt line", 1,
	  "BIND: OCCUPIED",
	  "a_line_is_bound_once"),
};

static const struct limit user_limits[] = {
	USER_LIMIT("requests in libvesper's queue", VSP_QUEUE,
	  "the request is answered with BUSY"),
	USER_LIMIT("stretches made by `vsp_stretch_create()`", VSP_STRETCHES,
	  "NOMEM"),
	USER_LIMIT("shares that a domain holds", VSP_SHARES,
	  "`vsp_share()` of the giver: NOMEM"),
	USER_LIMIT("pages of one `vsp_alloc_pages()` or buffer",
	  VSP_STRETCH_NPAGES - 1, "NULL, errno EINVAL"),
	USER_LIMIT("domains of a described system", VSP_NCHILDREN - 1,
	  "`vsp-mkimage` refuses the description"),
	USER_LIMIT("priorities", VSP_NPRIORITIES,
	  "`vsp-mkimage` refuses the description; at run time ARG"),
	USER_LIMIT("ticks of a reservation's period", UINT32_MAX,
	  "at run time ARG; `vsp-mkimage` refuses more than 60 s"),
	USER_LIMIT("bytes of a name, its end included", VSP_IMAGE_NAME,
	  "`vsp-mkimage` refuses the description"),
	USER_LIMIT("segments of a program", VSP_IMAGE_SEGMENTS,
	  "`vsp-mkimage` refuses the program"),
	USER_LIMIT("stretches of the root program",
	  VSP_BOOT_PAYLOAD - VSP_BOOT_SEGMENT,
	  "`vsp-mkimage` refuses it; the kernel stops with an epitaph"),
	USER_LIMIT("pieces of payload, 2 MiB each",
	  VSP_BOOT_FREE - VSP_BOOT_PAYLOAD - 1,
	  "`vsp-mkimage` refuses the description"),
	USER_LIMIT("stretch tables of a system, 2 MiB of addresses each", 512,
	  "`vsp-mkimage` refuses the description; at run time NOMEM"),
};

static void
put_name(const char *name)
{
	if (strncmp(name, "VSP_", 4) == 0)
		printf("@code{%s}", name);
}

static void
put_limits(const char *title, const struct limit *limit, size_t n)
{
	printf("@subsection %s\n\n"
	       "@multitable @columnfractions .32 .08 .26 .34\n"
	       "@headitem of what @tab most @tab its name @tab beyond it\n",
	       title);
	for (size_t i = 0; i < n; i++) {
		printf("@item ");
		put_texi(limit[i].what);
		printf(" @tab %u @tab ", limit[i].most);
		put_name(limit[i].name);
		printf(" @tab ");
		put_texi(limit[i].beyond);
		putchar('\n');
	}
	printf("@end multitable\n\n");
}

#define COUNT(limits)	(sizeof(limits) / sizeof((limits)[0]))

void
limits_texi(void)
{
	put_limits("The kernel's", kernel_limits, COUNT(kernel_limits));
	put_limits("The libraries' and tools'", user_limits,
		   COUNT(user_limits));
}

void
limits_claims(void)
{
	for (size_t i = 0; i < COUNT(kernel_limits); i++)
		puts(kernel_limits[i].claim);
}
