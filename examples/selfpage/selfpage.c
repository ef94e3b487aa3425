/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * selfpage.c - a domain that answers its own page faults.
 *
 * It has an address range with nothing behind it.  The first touch of a page
 * faults; the fault is an upcall to this domain, whose pager takes a page of
 * the domain's memory, maps it, and lets the access be tried again.
 */
#include <stdio.h>
#include <stdlib.h>

#include <vesper/vesper.h>

#define TOUCH_EVERY	4u	/* pages */

static struct vsp_stretch *range;
static unsigned faults;

/* In the FAULT upcall: it touches only memory that is mapped. */
static bool
pager(const struct vsp_fault *fault)
{
	uint64_t offset = fault->address - range->address;

	if (!vsp_fault_is_translation(fault) || offset >= VSP_STRETCH_SIZE)
		return false;
	faults++;
	return vsp_stretch_fill(range, offset >> VSP_PAGE_SHIFT, 1, NULL)
	       == VSP_OK;
}

static uint64_t *
word_in(unsigned page)
{
	return (uint64_t *)(uintptr_t)(range->address
				       + page * VSP_PAGE_SIZE);
}

static void
write_pages(void)
{
	for (unsigned i = 0; i < VSP_STRETCH_NPAGES; i += TOUCH_EVERY)
		*word_in(i) = i * 0x9e3779b97f4a7c15ull;
}

static unsigned
count_wrong(void)
{
	unsigned wrong = 0;

	for (unsigned i = 0; i < VSP_STRETCH_NPAGES; i += TOUCH_EVERY) {
		wrong += word_in(i)[0] != i * 0x9e3779b97f4a7c15ull;
		wrong += word_in(i)[1] != 0;
	}
	return wrong;
}

int
main(void)
{
	int error = vsp_stretch_create(&range);

	if (error != VSP_OK) {
		printf("no stretch: %s\n", vsp_strerror(error));
		return 1;
	}
	vsp_pager(pager);
	printf("2 MiB of addresses, no memory behind them\n");
	write_pages();
	printf("wrote to every fourth page: %u faults\n", faults);
	printf("read them again: %u wrong, %u faults\n", count_wrong(),
	       faults);
	return faults != VSP_STRETCH_NPAGES / TOUCH_EVERY
	       || count_wrong() != 0;
}
