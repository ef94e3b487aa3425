/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tap.h - claims of a test image, on its console in TAP.
 *
 * A claim is a function whose name says what is claimed:
 *
 *	static bool two_is_two(void) { return SAME(1 + 1, 2); }
 *
 *	static const struct tap_claim claims[] = { CLAIM(two_is_two) };
 *
 *	int main(void) { return tap_run(claims, TAP_COUNT(claims)); }
 *
 * They are tested in order.
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct tap_claim {
	const char *name;
	bool (*holds)(void);
};

#define CLAIM(function)		{ #function, function }
#define TAP_COUNT(claims)	((unsigned)(sizeof(claims) / sizeof(*(claims))))

/* Is it what it should be?  Says so if it is not. */
#define SAME(got, want) \
	tap_same(#got, __LINE__, (uint64_t)(got), (uint64_t)(want))

static inline bool
tap_same(const char *what, int line, uint64_t got, uint64_t want)
{
	if (got != want)
		printf("# line %d: %s is 0x%llx, not 0x%llx\n", line, what,
		       (unsigned long long)got, (unsigned long long)want);
	return got == want;
}

/* The claims hold, one by one; the status for main() to return. */
static inline int
tap_run(const struct tap_claim *claims, unsigned count)
{
	printf("1..%u\n", count);
	for (unsigned i = 0; i < count; i++) {
		bool holds = claims[i].holds();

		printf("%sok %u - %s\n", holds ? "" : "not ", i + 1,
		       claims[i].name);
	}
	return 0;
}

#endif
