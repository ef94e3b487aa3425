/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * source.c - writes blocks where the sink will read them.
 */
#include <stdio.h>

#include <vesper/ring.h>
#include <vesper/vesper.h>

#include "blocks.h"

int
main(void)
{
	void *memory = vsp_shared("blocks", NULL);
	struct vsp_ring ring;

	if (vsp_ring_open(&ring, memory, CAPACITY, sizeof(struct block),
			  vsp_channel("items"), 1) != VSP_OK)
		return 1;
	for (uint64_t n = 0; n < BLOCKS; n++) {
		struct block *block = vsp_ring_put_wait(&ring);

		block->number = n;
		for (unsigned i = 0; i < WORDS - 1; i++)
			block->word[i] = n * i;
		vsp_ring_put(&ring);
	}
	printf("%u blocks of %u bytes are on their way\n", BLOCKS,
	       (unsigned)sizeof(struct block));
	return 0;
}
