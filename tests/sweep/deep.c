/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deep.c - makes the trees of deep.h.
 */
#include "deep.h"

static bool
branch(unsigned first, unsigned index)
{
	bool right = subject_at(first, subject_relays, VSP_SLOT_DOMAIN, index);

	for (unsigned i = 1; i < NRELAYS && right; i++)
		right = subject_at(first + i, subject_relays,
				   slots + first + i - 1, index);
	return right;
}

bool
trees(void)
{
	return branch(CALLERS, 1) && branch(SERVERS, 2)
	       && branch(SLEEPERS, 3);
}

bool
caller_at(unsigned i, const char *vector)
{
	return subject_at(CALLER + i, vector, slots + CALLERS + NRELAYS - 1, i);
}

bool
server_at(unsigned i, const char *vector)
{
	return subject_at(SERVER + i, vector, slots + SERVERS + NRELAYS - 1,
			  i);
}

bool
portal_to(vsp_slot portal, unsigned subject)
{
	return vsp_derive(VSP_SLOT_CNODE, portal, slots + subject, VSP_R_CALL,
			  1) == VSP_OK;
}

bool
channel_to(vsp_slot channel, unsigned subject)
{
	return vsp_derive(VSP_SLOT_CNODE, channel, slots + subject,
			  VSP_R_SIGNAL, 1) == VSP_OK;
}

bool
settle(void)
{
	return run_child(1) && run_child(2) && run_child(3);
}

/* The deep caller 0 makes the system call. */
bool
deep_actor(void)
{
	who = &subjects[CALLER];
	who_index = 1;
	shortest = DEEP;
	return settle() && caller_at(0, subject_once);
}

bool
did(uint64_t entry, uint64_t word)
{
	return SAME(who->step, SUBJECT_DONE) && SAME(who->entry, entry)
	       && SAME(who->out[0], word);
}

bool
deep(void)
{
	return trees() && deep_actor();
}

bool
sleeper_at(unsigned i)
{
	return subject_at(SLEEPER + i, subject_rests,
			  slots + SLEEPERS + NRELAYS - 1, i);
}

bool
returned(void)
{
	return did(SUBJECT_RETURNED, VSP_OK);
}
