/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * conform.h - the suite: a list of claims for each subject.
 *
 * A claim is a function; those of tables (operations, states) are rows, and
 * have names that are made from them.
 */
#ifndef CONFORM_H
#define CONFORM_H

#include "stage.h"

/* Play one claim on a fresh stage, and say whether it holds. */
void claim_begin(void);
void claim_end(const char *name, bool holds);

static inline void
claims_play(const struct tap_claim *claims, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		claim_begin();
		claim_end(claims[i].name, claims[i].holds());
	}
}

#define PLAY(claims)	claims_play(claims, TAP_COUNT(claims))

/* The subjects. */
void play_kit(void);
void play_operations(void);
void play_states(void);
void play_deletion(void);
void play_deletion_of_domains(void);
void play_deletion_races(void);
void play_time(void);
void play_tree(void);
void play_events(void);
void play_ipc(void);
void play_answers(void);
void play_transfer(void);
void play_ordinary(void);
void play_irq(void);
void play_fp(void);
void play_machine(void);
void play_owner(void);
void play_limits(void);
void play_rounds(void);

#endif
