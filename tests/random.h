/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * random.h - numbers that look random, the same ones in each run.
 */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;		/* not 0 */
};

/* xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift
 * generators, scrambled", 2016). */
static inline uint64_t
random_word(struct random *r)
{
	r->state ^= r->state >> 12;
	r->state ^= r->state << 25;
	r->state ^= r->state >> 27;
	return r->state * 0x2545f4914f6cdd1dull;
}

/* 0 .. n - 1 */
static inline uint64_t
random_below(struct random *r, uint64_t n)
{
	return (random_word(r) >> 20) % n;
}

static inline bool
random_percent(struct random *r, unsigned percent)
{
	return random_below(r, 100) < percent;
}

#endif
