/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * windows.h - meetings of one who waits with one who interrupts it.
 */
#ifndef TESTS_WINDOWS_H
#define TESTS_WINDOWS_H

#include <stdbool.h>
#include <stdint.h>

struct meeting {
	void (*prepare)(void);	/* by the rival, before it sleeps; or NULL */
	void (*wake)(void);	/* by the rival */
	bool (*wait)(uint64_t until);	/* by the main thread */
};

/* The rival interrupts then, in ticks. */
extern uint64_t when;

/* Let them meet at each instruction; false: something was lost. */
bool meet(const struct meeting *with);

/* Claims, in windows_domains.c. */
bool no_instruction_of_a_take_loses_a_doorbell(void);
bool no_instruction_of_a_put_loses_the_doorbell(void);
bool no_instruction_of_a_put_into_a_full_ring_loses_one(void);
bool no_instruction_of_a_call_loses_it_or_its_answer(void);

#endif
