/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * storm_actor.c - makes any system call at every upcall, with its tag in all
 * registers that mean nothing, and looks for others' tags when it is entered.
 *
 * It leaves libvesper for good; nothing here but storm_enabled runs enabled.
 */
#include <stdlib.h>

#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "../random.h"
#include "storm.h"

#define FREE_SLOT	100u	/* and some more */
#define NTOKENS		16u

struct registers {
	uint64_t x[31], sp, number;
};

struct registers storm_seen;
struct storm_score *storm_score;
uint64_t storm_top, storm_last;

extern const char storm_vector[];
_Noreturn void storm_go(void);
void storm_enabled(void);
const struct registers *storm_next(void);

static uint64_t self, tag, links, nlinks;
static struct random rnd;
static uint64_t tokens[NTOKENS];
static uint64_t enabled_stack[64];

static uint64_t
below(uint64_t n)
{
	return random_below(&rnd, n);
}

/* ---- what was in the registers ---- */

static bool
foreign(uint64_t value)
{
	uint64_t whose = value >> 48;

	return (whose & 0xfff0) == STORM_TAG && whose != tag >> 48;
}

static void
look(void)
{
	uint64_t entry = storm_seen.number;
	/* A message, or what is left of one that came earlier. */
	unsigned first = entry == VSP_UPCALL_CALL || entry == VSP_UPCALL_REPLY
			 || entry == STORM_RETURNED ? VSP_NWORDS : 0;

	storm_score->upcalls[entry]++;
	for (unsigned i = first; i < 31; i++) {
		if (!foreign(storm_seen.x[i]))
			continue;
		storm_score->leaks++;
		storm_score->what[0] = entry;
		storm_score->what[1] = i;
		storm_score->what[2] = storm_seen.x[i];
	}
}

/* ---- what comes next ---- */

static uint64_t
soon(void)
{
	switch (below(8)) {
	case 0:
		return VSP_FOREVER;
	case 1:
		return 0;
	default:
		return vsp_now() + below(20000);
	}
}

static void
resume(struct registers *next)
{
	uint64_t slot = below(VSP_DCB_SLOTS);
	struct vsp_context *context = &vsp_dcb->context[slot];

	next->number = VSP_SYS_RESUME;
	next->x[0] = slot;
	/* What was preempted, or from the beginning. */
	if ((vsp_dcb->saved >> slot & 1) == 0 || below(3) == 0) {
		*context = (struct vsp_context){
			.x = { tag, 1 + below(3000) },
			.sp = (uint64_t)(uintptr_t)&enabled_stack[64],
			.pc = (uint64_t)(uintptr_t)storm_enabled,
		};
	}
	vsp_dcb->saved &= ~(1ull << slot);
	vsp_dcb->slot = (uint32_t)below(VSP_DCB_SLOTS);
	storm_last = below(4);
}

static void
invoke(struct registers *next)
{
	static const uint64_t ops[] = {
		VSP_OP_CNODE_DERIVE, VSP_OP_CNODE_DELETE, VSP_OP_CNODE_REVOKE,
		VSP_OP_CNODE_LOOK, VSP_OP_DOMAIN_INFO, VSP_OP_DOMAIN_CANCEL,
		VSP_OP_UNTYPED_RETYPE, VSP_OP_CNODE_MOVE,
	};
	uint64_t op = ops[below(sizeof(ops) / sizeof(*ops))];

	next->number = VSP_SYS_INVOKE;
	next->x[7] = op;
	next->x[8] = VSP_SLOT_CNODE;
	next->x[0] = FREE_SLOT + below(24);
	next->x[1] = 0;
	next->x[2] = below(2) ? FREE_SLOT + below(24) : links + below(nlinks);
	next->x[3] = below(16);
	next->x[4] = 0;
	if (op == VSP_OP_CNODE_MOVE)
		next->x[2] = FREE_SLOT + below(24);
	if (op == VSP_OP_DOMAIN_INFO || op == VSP_OP_DOMAIN_CANCEL) {
		next->x[8] = VSP_SLOT_DOMAIN;
		next->x[0] = below(4);
	}
	if (op == VSP_OP_UNTYPED_RETYPE) {
		next->x[8] = VSP_SLOT_MEMORY;
		next->x[0] = VSP_TYPE_FRAME;
		next->x[1] = next->x[2] = 1;
		next->x[3] = 0;
		next->x[4] = FREE_SLOT + below(24);
		next->x[5] = VSP_RETYPE_NEXT;
	}
}

static uint64_t
leave_flags(void)
{
	static const uint64_t flags[] = {
		0, 0, 0, 0, VSP_LEAVE_MORE, VSP_LEAVE_UNTIL, VSP_CALL_CAP,
		VSP_LEAVE_MORE | VSP_LEAVE_UNTIL,
	};

	return flags[below(8)];
}

static void
call_or_signal(struct registers *next, uint64_t number)
{
	next->number = number;
	next->x[7] = (below(2) ? 0 : below(4)) | leave_flags();
	next->x[8] = links + below(nlinks);
}

static void
touch_dcb(void)
{
	vsp_dcb->until = soon();
	vsp_dcb->preempt = below(16);
	vsp_dcb->direct = below(16);
	vsp_dcb->send_slot = FREE_SLOT + below(24);
	vsp_dcb->send_rights = below(3) ? below(16) : ~0ull;
	vsp_dcb->recv_slot = below(2) ? FREE_SLOT + below(24) : 0;
	vsp_dcb->answer_slot[below(4)] = below(2) ? FREE_SLOT + below(24) : 0;
}

const struct registers *
storm_next(void)
{
	static struct registers next;

	look();
	if (storm_seen.number == VSP_UPCALL_CALL)
		tokens[below(NTOKENS)] = storm_seen.x[8];
	for (unsigned i = 0; i < 31; i++)
		next.x[i] = tag | i;
	if (below(8) == 0)
		touch_dcb();
	switch (below(16)) {
	case 0:
	case 1:
	case 2:
		resume(&next);
		break;
	case 3:
	case 4:
	case 5:
		call_or_signal(&next, VSP_SYS_CALL);
		break;
	case 6:
		call_or_signal(&next, VSP_SYS_SIGNAL);
		break;
	case 7:
	case 8:
		invoke(&next);
		break;
	case 9:
		next.number = VSP_SYS_DISPATCH;
		next.x[0] = below(4);
		next.x[1] = soon();
		break;
	case 10:
		next.number = VSP_SYS_ACTIVATE;
		break;
	case 11:
	case 12:
		next.number = VSP_SYS_WAIT;
		next.x[0] = soon();
		next.x[7] = leave_flags() & ~(uint64_t)VSP_CALL_CAP;
		break;
	default:
		next.number = VSP_SYS_REPLY;
		next.x[7] = below(4) ? 0 : leave_flags();
		next.x[8] = below(3) ? 0 : tokens[below(NTOKENS)];
		break;
	}
	return &next;
}

int
main(int argc, char **argv)
{
	struct storm_board *board = vsp_shared("board", NULL);
	struct vsp_message message = { .word = { 1 } };
	vsp_slot judge = vsp_portal("judge");

	self = argc > 1 ? strtoull(argv[1], NULL, 0) : 0;
	rnd.state = 0x9e3779b97f4a7c15ull * (self + 1);
	tag = (uint64_t)(STORM_TAG | self) << 48;
	links = vsp_portal("first");
	nlinks = vsp_channel("last") + 1 - links;
	storm_score = &board->score[self];
	message.word[1] = self;
	if (vsp_call_cap(judge, &message, VSP_SLOT_DOMAIN, VSP_R_ALL)
	    != VSP_OK)
		return 1;
	vsp_disable();
	storm_top = (uint64_t)(uintptr_t)vsp_dcb
		    + (VSP_SYSTEM_UPCALL_STACK + VSP_UPCALL_STACK_PAGES)
		      * (uint64_t)VSP_PAGE_SIZE;
	vsp_domain_set_entry(VSP_SLOT_DOMAIN,
			     (uint64_t)(uintptr_t)storm_vector, storm_top);
	storm_go();
}
