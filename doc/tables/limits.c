/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * limits.c - the table of limits: what there is a most of, and what happens
 * beyond.  The numbers are those of the headers; the two that are private to
 * the kernel and to vsp-mkimage are compared by a test.
 */
#include <stdio.h>
#include <vesper/bootinfo.h>
#include <vesper/dcb.h>
#include <vesper/image.h>
#include <vesper/memory.h>
#include <vesper/op.h>
#include <vesper/share.h>
#include <vesper/ipc.h>
#include <vesper/startup.h>

#include "tables.h"

#define CALL_CHAIN	16u	/* MAX_HOPS, kernel/pick.h */
#define DOMAINS	(VSP_NCHILDREN - 1)	/* DOMAINS_MAX, vsp-mkimage's check.c */

struct limit {
	const char *what;
	unsigned most;
	const char *beyond;
};

static const struct limit kernel_limits[] = {
	{ "slots of a CNode",
	  VSP_STRETCH_NPAGES * VSP_SLOTS_PER_PAGE,
	  "RETYPE: ARG; a slot number beyond the CNode's end: NOCAP where a "
	  "capability is named, ARG where a slot is" },
	{ "derivations below an owner", VSP_MAX_DEPTH, "DEPTH" },
	{ "objects made by one RETYPE", VSP_RETYPE_MAX_COUNT, "ARG" },
	{ "pages of a Frame", VSP_STRETCH_NPAGES, "RETYPE: ARG" },
	{ "pages of a stretch", VSP_STRETCH_NPAGES, "MAP, UNMAP: ARG" },
	{ "mappings of one Frame capability", 1,
	  "STATE; derive another capability" },
	{ "attachments of one Stretch capability", 1,
	  "STATE; derive another capability" },
	{ "tables of a protection domain, 1 GiB of addresses each",
	  VSP_PD_PAGES - 1, "ATTACH: FULL" },
	{ "children of a domain", VSP_NCHILDREN,
	  "SET_PARENT: ARG; DISPATCH takes the index modulo this" },
	{ "levels of the scheduling tree", VSP_NLEVELS,
	  "SET_PARENT: DEPTH" },
	{ "unanswered calls of a domain", VSP_NCALLS,
	  "CALL: OCCUPIED if the number is in use; numbers are taken modulo "
	  "this" },
	{ "domains on a chain of calls, behind the payer", CALL_CHAIN,
	  "CALL: DEPTH" },
	{ "words of a message", VSP_NWORDS, "there are no more registers" },
	{ "capabilities that go with a message", 1, "there is no way to ask" },
	{ "context slots of a domain", VSP_DCB_SLOTS,
	  "numbers are taken modulo this" },
	{ "event bits of a domain", 62,
	  "a channel with none of its bits: ARG" },
	{ "interrupt lines", VSP_IRQ_LINES, "ARG, as for lines that the board "
	  "does not have" },
	{ "bindings of an interrupt line", 1, "BIND: OCCUPIED" },
};

static const struct limit user_limits[] = {
	{ "requests in libvesper's queue", VSP_QUEUE,
	  "the request is answered with BUSY" },
	{ "stretches made by `vsp_stretch_create()`", VSP_STRETCHES,
	  "NOMEM" },
	{ "shares that a domain holds", VSP_SHARES,
	  "`vsp_share()` of the giver: NOMEM" },
	{ "pages of one `vsp_alloc_pages()` or buffer",
	  VSP_STRETCH_NPAGES - 1, "NULL, errno EINVAL" },
	{ "domains of a described system", DOMAINS,
	  "`vsp-mkimage` refuses the description" },
	{ "bytes of a name, its end included", VSP_IMAGE_NAME,
	  "`vsp-mkimage` refuses the description" },
	{ "segments of a program", VSP_IMAGE_SEGMENTS,
	  "`vsp-mkimage` refuses the program" },
	{ "stretches of the root program", VSP_BOOT_PAYLOAD - VSP_BOOT_SEGMENT,
	  "`vsp-mkimage` refuses it; the kernel stops with an epitaph" },
	{ "pieces of payload, 2 MiB each",
	  VSP_BOOT_FREE - VSP_BOOT_PAYLOAD - 1,
	  "`vsp-mkimage` refuses the description" },
	{ "stretch tables of a system, 2 MiB of addresses each", 512,
	  "`vsp-mkimage` refuses the description; at run time NOMEM" },
};

static void
put_limits(const char *title, const struct limit *limit, size_t n)
{
	printf("@subsection %s\n\n"
	       "@multitable @columnfractions .42 .10 .48\n"
	       "@headitem of what @tab most @tab beyond it\n", title);
	for (size_t i = 0; i < n; i++) {
		printf("@item ");
		put_texi(limit[i].what);
		printf(" @tab %u @tab ", limit[i].most);
		put_texi(limit[i].beyond);
		putchar('\n');
	}
	printf("@end multitable\n\n");
}

void
limits_texi(void)
{
	put_limits("The kernel's", kernel_limits,
		   sizeof(kernel_limits) / sizeof(kernel_limits[0]));
	put_limits("The libraries' and tools'", user_limits,
		   sizeof(user_limits) / sizeof(user_limits[0]));
}
