/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lib_share_test.c - what is shared is what was meant, and is believed only
 * as long as it is.
 */
#include <vesper/memory.h>
#include <vesper/share.h>

#include "claims.h"
#include "fake.h"

#define ALICE	1u
#define BOB	2u
#define PORTAL	9u
#define AREA	(100 * VSP_STRETCH_SIZE)
#define R	VSP_R_READ
#define RW	(VSP_R_READ | VSP_R_WRITE)

static void
setup(void)
{
	static const struct vsp_startup startup;

	fake_setup();
	runtime.startup = &startup;
	ck_assert_int_eq(vsp_share_accept(), VSP_OK);
}

static const void *
at(uint64_t address)
{
	return (const void *)(uintptr_t)address;
}

/* A client gives [address, address + bytes); gives the answer if refused. */
static uint64_t
given(uint64_t badge, uint64_t address, uint64_t bytes, uint64_t rights)
{
	struct vsp_request request = {
		.message.word = { VSP_SHARE_GIVE, address, bytes, rights },
		.badge = badge,
	};

	uint64_t arrived = fake.arrived;

	fake.arrived = 0;
	return grants_refuse(&request, arrived) ? request.message.word[0]
						: VSP_OK;
}

START_TEST(what_a_client_gave_may_be_used_and_no_more)
{
	fake_arrive(AREA, R);
	ck_assert_uint_eq(given(ALICE, AREA + 4096, 4096, R), VSP_OK);
	ck_assert(vsp_share_check(ALICE, at(AREA + 4096), 4096, R));
	ck_assert(vsp_share_check(ALICE, at(AREA + 8000), 192, R));
	ck_assert(!vsp_share_check(ALICE, at(AREA + 4095), 1, R));
	ck_assert(!vsp_share_check(ALICE, at(AREA + 4096), 4097, R));
	ck_assert(!vsp_share_check(ALICE, at(AREA + 8192), 1, R));
	ck_assert(!vsp_share_check(ALICE, at(AREA + 4097), ~(size_t)0, R));
	ck_assert(!vsp_share_check(ALICE, at(AREA + 4096), 1, RW));
}
END_TEST

START_TEST(what_one_client_gave_is_not_anothers)
{
	fake_arrive(AREA, RW);
	ck_assert_uint_eq(given(ALICE, AREA, 4096, RW), VSP_OK);
	ck_assert(!vsp_share_check(BOB, at(AREA), 1, R));
}
END_TEST

START_TEST(what_was_taken_back_is_no_longer_believed)
{
	vsp_slot slot = fake_dcb.recv_slot;
	uint32_t before = vsp_slots_free();

	fake_arrive(AREA, RW);
	ck_assert_uint_eq(given(ALICE, AREA, 4096, RW), VSP_OK);
	ck_assert(vsp_share_check(ALICE, at(AREA), 1, R));
	fake.cap[slot] = (struct fake_cap){ 0 };
	ck_assert(!vsp_share_check(ALICE, at(AREA), 1, R));
	ck_assert_uint_eq(vsp_slots_free(), before);
}
END_TEST

START_TEST(a_share_elsewhere_than_it_says_is_refused)
{
	uint32_t before = vsp_slots_free();

	fake_arrive(AREA, RW);
	ck_assert_uint_eq(given(ALICE, AREA + VSP_STRETCH_SIZE, 1, R),
			  VSP_E_ARG);
	fake_arrive(AREA, RW);
	ck_assert_uint_eq(given(ALICE, AREA + 4096, VSP_STRETCH_SIZE, R),
			  VSP_E_ARG);
	ck_assert_uint_eq(vsp_slots_free(), before);
}
END_TEST

START_TEST(rights_that_did_not_come_are_refused)
{
	fake_arrive(AREA, R);
	ck_assert_uint_eq(given(ALICE, AREA, 4096, RW), VSP_E_RIGHT);
	ck_assert(!vsp_share_check(ALICE, at(AREA), 1, R));
}
END_TEST

START_TEST(a_share_without_a_capability_is_refused)
{
	ck_assert_uint_eq(given(ALICE, AREA, 4096, R), VSP_E_NOCAP);
}
END_TEST

START_TEST(a_slot_is_named_for_the_next_at_once)
{
	for (uint64_t i = 0; i < VSP_SHARES; i++) {
		vsp_slot slot = fake_dcb.recv_slot;

		fake_arrive(AREA + i * VSP_STRETCH_SIZE, R);
		ck_assert_uint_eq(given(ALICE, AREA + i * VSP_STRETCH_SIZE, 1,
					R), VSP_OK);
		ck_assert_uint_ne(fake_dcb.recv_slot, slot);
		ck_assert_uint_ne(fake_dcb.recv_slot, 0);
	}
	fake_arrive(AREA, R);
	ck_assert_uint_eq(given(ALICE, AREA, 1, R), VSP_E_NOMEM);
}
END_TEST

/* The next request may still be one that is missed. */
START_TEST(shares_are_accepted_again_when_there_are_slots)
{
	vsp_slot slot[FAKE_SLOTS], last = fake_dcb.recv_slot;
	unsigned n = 0;

	while ((slot[n] = vsp_slot_alloc()) != 0)
		n++;
	fake_arrive(AREA, R);
	ck_assert_uint_eq(given(ALICE, AREA, 1, R), VSP_OK);
	ck_assert_uint_eq(fake_dcb.recv_slot, 0);
	vsp_slot_free(slot[--n]);
	fake.arrived = VSP_ARRIVED_DROPPED;
	ck_assert_uint_eq(given(ALICE, AREA, 1, R), VSP_E_NOCAP);
	ck_assert_uint_ne(fake_dcb.recv_slot, 0);
	ck_assert_uint_ne(fake_dcb.recv_slot, last);
}
END_TEST

START_TEST(a_dropped_share_is_gone)
{
	vsp_slot slot = fake_dcb.recv_slot;

	fake_arrive(AREA, R);
	ck_assert_uint_eq(given(ALICE, AREA, 4096, R), VSP_OK);
	vsp_share_drop(ALICE, at(AREA));
	ck_assert(!vsp_share_check(ALICE, at(AREA), 1, R));
	ck_assert_int_eq(fake.cap[slot].type, VSP_TYPE_NONE);
}
END_TEST

START_TEST(a_giver_sends_a_grant_between_its_stretch_and_the_peer)
{
	struct vsp_stretch *stretch;
	struct vsp_share share;
	const void *buffer;

	ck_assert_int_eq(vsp_stretch_create(&stretch), VSP_OK);
	buffer = at(stretch->address + 64);
	ck_assert_int_eq(vsp_share(PORTAL, buffer, 100, R, &share), VSP_OK);
	ck_assert_uint_eq(fake.portal, PORTAL);
	ck_assert_uint_eq(fake.cap_sent, share.grant);
	ck_assert_uint_eq(fake.cap[share.grant].parent, stretch->slot);
	ck_assert_uint_eq(fake.cap[share.grant].rights, R);
	ck_assert_uint_eq(fake.message.word[0], VSP_SHARE_GIVE);
	ck_assert_uint_eq(fake.message.word[1], stretch->address + 64);
	ck_assert_int_eq(vsp_unshare(&share), VSP_OK);
	ck_assert_int_eq(vsp_unshare(&share), VSP_E_EMPTY);
	ck_assert_int_eq(fake.cap[stretch->slot].type, VSP_TYPE_STRETCH);
}
END_TEST

START_TEST(only_ones_own_stretches_can_be_given)
{
	struct vsp_stretch *stretch;
	struct vsp_share share;
	int on_the_stack = 0;

	ck_assert_int_eq(vsp_share(PORTAL, &on_the_stack, 1, R, &share),
			 VSP_E_EMPTY);
	ck_assert_int_eq(vsp_stretch_create(&stretch), VSP_OK);
	ck_assert_int_eq(vsp_share(PORTAL, at(stretch->address + 1),
				   VSP_STRETCH_SIZE, R, &share), VSP_E_ARG);
}
END_TEST

START_TEST(a_grant_that_is_refused_is_taken_back)
{
	uint32_t before;
	struct vsp_stretch *stretch;
	struct vsp_share share;

	ck_assert_int_eq(vsp_stretch_create(&stretch), VSP_OK);
	before = vsp_slots_free();
	fake.answer = VSP_E_NOMEM;
	ck_assert_int_eq(vsp_share(PORTAL, at(stretch->address), 1, R,
				   &share), VSP_E_NOMEM);
	fake.call_error = VSP_E_GONE;
	ck_assert_int_eq(vsp_share(PORTAL, at(stretch->address), 1, R,
				   &share), VSP_E_GONE);
	ck_assert_uint_eq(vsp_slots_free(), before);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		what_a_client_gave_may_be_used_and_no_more,
		what_one_client_gave_is_not_anothers,
		what_was_taken_back_is_no_longer_believed,
		a_share_elsewhere_than_it_says_is_refused,
		rights_that_did_not_come_are_refused,
		a_share_without_a_capability_is_refused,
		a_slot_is_named_for_the_next_at_once,
		shares_are_accepted_again_when_there_are_slots,
		a_dropped_share_is_gone,
		a_giver_sends_a_grant_between_its_stretch_and_the_peer,
		only_ones_own_stretches_can_be_given,
		a_grant_that_is_refused_is_taken_back,
	};

	return claims_run("lib_share", claims,
			  sizeof(claims) / sizeof(claims[0]), setup, NULL);
}
