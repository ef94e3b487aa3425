/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sink.c - reads blocks where the source has written them.
 */
#include <stdbool.h>
#include <stdio.h>

#include <vesper/ring.h>
#include <vesper/vesper.h>

#include "blocks.h"

static bool
is_right(const struct block *block, uint64_t n)
{
	bool right = block->number == n;

	for (unsigned i = 0; i < WORDS - 1; i++)
		right &= block->word[i] == n * i;
	return right;
}

int
main(void)
{
	void *memory = vsp_shared("blocks", NULL);
	struct vsp_ring ring;
	unsigned right = 0;

	if (vsp_ring_open(&ring, memory, CAPACITY, sizeof(struct block),
			  vsp_channel("room"), 1) != VSP_OK)
		return 1;
	for (uint64_t n = 0; n < BLOCKS; n++) {
		const struct block *block = vsp_ring_take_wait(&ring);

		if (block == NULL)
			return 1;
		right += is_right(block, n);
		vsp_ring_take(&ring);
	}
	printf("%u blocks came, %u of them right, none was copied\n", BLOCKS,
	       right);
	return 0;
}
