/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * blocks.h - what goes through the ring.
 */
#ifndef EXAMPLES_BLOCKS_H
#define EXAMPLES_BLOCKS_H

#include <stdint.h>

#define BLOCKS		500u	/* in all */
#define CAPACITY	16u	/* blocks in the ring */
#define WORDS		512u

struct block {
	uint64_t number;
	uint64_t word[WORDS - 1];
};

#endif
