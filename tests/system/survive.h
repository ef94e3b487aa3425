/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * survive.h - what judge, attackers and bystander have in common.
 */
#ifndef TESTS_SURVIVE_H
#define TESTS_SURVIVE_H

#include <stdint.h>

/* The attacker answers GO, and then does what its argument says. */
#define SURVIVE_GO 1

/* The area "marks": counted up all the time by the bystander. */
struct marks {
	volatile uint64_t beats;
};

#endif
