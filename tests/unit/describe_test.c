/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * describe_test.c - policies and parameters become what was described.
 */
#include <vesper/error.h>

#include "lib/scheduler.h"

static union vsp_any_policy any;

static struct vsp_policy *
described(uint32_t kind)
{
	return vsp_policy_described(&any, &(struct vsp_image_policy){
		.kind = kind, .limit_permille = 500, .quantum_ns = 10000000 });
}

START_TEST(each_kind_has_a_policy)
{
	ck_assert_ptr_eq(described(VSP_POLICY_ROUND_ROBIN),
			 &any.round_robin.policy);
	ck_assert_uint_eq(any.round_robin.quantum_ticks, FAKE_HZ / 100);
	ck_assert_ptr_eq(described(VSP_POLICY_FIXED_PRIORITY),
			 &any.fixed_priority.policy);
	ck_assert_uint_eq(any.fixed_priority.quantum_ticks, FAKE_HZ / 100);
	ck_assert_ptr_eq(described(VSP_POLICY_STRIDE), &any.stride.policy);
	ck_assert_uint_eq(any.stride.quantum_ticks, FAKE_HZ / 100);
	ck_assert_ptr_eq(described(VSP_POLICY_EDF),
			 &any.reservations.policy);
	ck_assert_uint_eq(any.reservations.limit, 1ull << 31);
}
END_TEST

START_TEST(other_kinds_have_none)
{
	ck_assert_ptr_null(described(VSP_POLICY_OTHER));
	ck_assert_ptr_null(described(VSP_POLICY_STRIDE + 1));
}
END_TEST

START_TEST(a_child_gets_what_was_described)
{
	const struct vsp_image_time half = {
		.period_ns = 1000000000, .slice_ns = 400000000,
		.latency_ns = 999999999,
	};

	for (uint32_t i = 0; i < 4; i++)
		vsp_sched_remove(i);
	vsp_sched_start(described(VSP_POLICY_EDF));
	ck_assert_int_eq(vsp_sched_add_described(3, &half), VSP_OK);
	fake_dcb.ready = 8;
	idle();
	ck_assert_uint_eq(fake.left_child, 3);
	ck_assert_uint_eq(fake.left_until, fake.now + FAKE_HZ / 10 * 4);
	ck_assert_int_eq(vsp_sched_add_described(2, &half), VSP_E_OVERLOAD);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		each_kind_has_a_policy, other_kinds_have_none,
		a_child_gets_what_was_described,
	};

	return claims_run("describe", claims,
			  sizeof(claims) / sizeof(claims[0]), scheduler_setup,
			  NULL);
}
