/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ask.h - how the clients of ipc_server ask, and what they look for in an
 * answer.
 */
#ifndef TESTS_ASK_H
#define TESTS_ASK_H

#include <stdbool.h>

#include <vesper/vesper.h>

#include "../tap.h"

/* Ask something simple; the answer's word[1]. */
static inline uint64_t
ask(vsp_slot whom, uint64_t what, uint64_t argument)
{
	struct vsp_message message = { .word = { what, argument } };
	int error = vsp_call(whom, &message);

	if (error != VSP_OK)
		printf("# ask %u: %s\n", (unsigned)what, vsp_strerror(error));
	return message.word[1];
}

/* Words nobody would make up, for call n. */
static inline void
fill(uint64_t *word, uint64_t what, uint64_t n)
{
	word[0] = what;
	for (unsigned i = 1; i < VSP_NWORDS; i++)
		word[i] = (n + 1) * 0x9e3779b97f4a7c15ull * i;
}

static inline bool
inverted(const uint64_t *got, const uint64_t *sent)
{
	bool same = true;

	for (unsigned i = 0; i < VSP_NWORDS; i++)
		same &= SAME(got[i], ~sent[i]);
	return same;
}

#endif
