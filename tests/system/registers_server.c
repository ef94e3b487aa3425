/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * registers_server.c - looks for what its client left in the registers, and
 * leaves something there itself.
 *
 * The answer: dirty registers, wrong FP registers, the sum of the message, and
 * the badge.  It is served raw: no code of libvesper's comes in between.
 */
#include <vesper/vesper.h>

#include "registers.h"

#define OWNER 2u

int
main(void)
{
	struct raw_regs regs;
	struct raw_fp fp;

	vsp_disable();
	secret_fp(&fp, OWNER);
	raw_look_at_fp = 1;
	raw_wait_for(VSP_UPCALL_CALL);
	for (;;) {
		uint64_t sum = 0, token = raw_entry.x[8];

		for (unsigned i = 0; i < VSP_NWORDS; i++)
			sum += raw_entry.x[i];
		secret_regs(&regs, OWNER);
		regs.x[0] = count_dirty(&raw_entry, 9);
		regs.x[1] = count_wrong_fp(&raw_entry, OWNER);
		regs.x[2] = sum;
		regs.x[3] = raw_entry.x[7];
		regs.x[7] = 0;
		regs.x[8] = token;
		if (raw_leave(VSP_SYS_REPLY, &regs, &fp) != VSP_UPCALL_CALL)
			raw_wait_for(VSP_UPCALL_CALL);
	}
}
