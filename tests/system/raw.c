/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * raw.c - raw_leave() with what most tests need.
 */
#include "raw.h"

#include <stddef.h>

_Static_assert(offsetof(struct raw_entry, sp) == RAW_SP, "raw_vector.S");
_Static_assert(offsetof(struct raw_entry, tpidr) == RAW_TPIDR, "raw_vector.S");
_Static_assert(offsetof(struct raw_entry, flags) == RAW_FLAGS, "raw_vector.S");
_Static_assert(offsetof(struct raw_entry, count) == RAW_COUNT, "raw_vector.S");
_Static_assert(offsetof(struct raw_entry, fp) == RAW_FP, "raw_vector.S");
_Static_assert(offsetof(struct raw_fp, fpcr) == FP_FPCR, "raw_vector.S");
_Static_assert(sizeof(struct raw_entry) == RAW_FP + 528, "raw_vector.S");

static struct raw_regs
regs_with(uint64_t x7, uint64_t x8, const uint64_t *message)
{
	struct raw_regs regs = { { 0 } };

	for (unsigned i = 0; message != NULL && i < VSP_NWORDS; i++)
		regs.x[i] = message[i];
	regs.x[7] = x7;
	regs.x[8] = x8;
	return regs;
}

unsigned
raw_call(uint64_t portal, uint64_t number_flags, const uint64_t *message)
{
	struct raw_regs regs = regs_with(number_flags, portal, message);

	return raw_leave(VSP_SYS_CALL, &regs, NULL);
}

unsigned
raw_reply(uint64_t token, const uint64_t *message)
{
	struct raw_regs regs = regs_with(0, token, message);

	return raw_leave(VSP_SYS_REPLY, &regs, NULL);
}

unsigned
raw_wait(uint64_t until)
{
	struct raw_regs regs = { { until } };

	return raw_leave(VSP_SYS_WAIT, &regs, NULL);
}

void
raw_wait_for(unsigned entry)
{
	while (raw_wait(VSP_FOREVER) != entry)
		;
}
