/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lib_queue_test.c - requests wait in order, whole, and only so many.
 */
#include <string.h>

#include "claims.h"
#include "fake.h"

static struct vsp_request
request(uint64_t n)
{
	return (struct vsp_request){
		.message.word = { n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6 },
		.badge = n + 7, .token = n + 8, .cap = n + 9,
	};
}

START_TEST(an_empty_queue_gives_nothing)
{
	struct vsp_request out;

	ck_assert(!queue_take(&out));
}
END_TEST

START_TEST(requests_come_out_whole_and_in_order)
{
	struct vsp_request in, out;

	/* Often enough that the ring turns over. */
	for (uint64_t n = 0; n < 3 * VSP_QUEUE; n += 2) {
		in = request(100 * n);
		ck_assert(queue_put(&in));
		in = request(100 * (n + 1));
		ck_assert(queue_put(&in));
		for (uint64_t i = n; i < n + 2; i++) {
			in = request(100 * i);
			ck_assert(queue_take(&out));
			ck_assert_mem_eq(&in, &out, sizeof(in));
		}
	}
	ck_assert(!queue_take(&out));
}
END_TEST

START_TEST(a_full_queue_refuses_and_keeps_what_it_has)
{
	struct vsp_request in, out;

	for (uint64_t n = 0; n < VSP_QUEUE; n++) {
		in = request(n);
		ck_assert(queue_put(&in));
	}
	in = request(VSP_QUEUE);
	ck_assert(!queue_put(&in));
	for (uint64_t n = 0; n < VSP_QUEUE; n++) {
		ck_assert(queue_take(&out));
		ck_assert_uint_eq(out.token, n + 8);
	}
	ck_assert(queue_put(&in));
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		an_empty_queue_gives_nothing,
		requests_come_out_whole_and_in_order,
		a_full_queue_refuses_and_keeps_what_it_has,
	};

	return claims_run("lib_queue", claims,
			  sizeof(claims) / sizeof(claims[0]), fake_setup,
			  NULL);
}
