/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads_mix.c - work that keeps many registers busy, and half of which
 * gives way at times.
 */
#include "threads.h"

int
threads_mix(void *argument)
{
	uint64_t seed = *(uint64_t *)argument;
	uint64_t a = seed, b = a * 3, c = a * 5, d = a * 7;
	uint64_t e = a * 11, f = a * 13, g = a * 17, h = a * 19;

	for (unsigned i = 0; i < 30000; i++) {
		a = a * 6364136223846793005ull + b;
		b = (b << 7 | b >> 57) ^ c;
		c += d * 3;
		d ^= e + i;
		e = (e >> 9 | e << 55) + f;
		f = f * 5 + g;
		g ^= h << 3;
		h += a >> 11;
		if (i % 1024 == 0 && seed % 2 == 0)
			vsp_thread_yield();
	}
	return (int)((a ^ b ^ c ^ d ^ e ^ f ^ g ^ h) >> 33);
}
