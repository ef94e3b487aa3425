/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * value_test.c - sizes, numbers, shares and rights are taken if they are
 * well-formed, and suggestions if they are near.
 */
#include <vesper/rights.h>

#include "claims.h"
#include "desc.h"
#include "suggest.h"

START_TEST(sizes_have_units)
{
	uint64_t n;

	ck_assert(value_size("4096", &n) && n == 4096);
	ck_assert(value_size("64K", &n) && n == 65536);
	ck_assert(value_size("2M", &n) && n == 2 << 20);
	ck_assert(value_size("16G", &n) && n == 16ull << 30);
	ck_assert(!value_size("", &n));
	ck_assert(!value_size("K", &n));
	ck_assert(!value_size("-4K", &n));
	ck_assert(!value_size(" 4K", &n));
	ck_assert(!value_size("4k", &n));
	ck_assert(!value_size("4KB", &n));
	ck_assert(!value_size("99999999999999999999", &n));
	ck_assert(!value_size("17179869184G", &n));
}
END_TEST

START_TEST(numbers_are_decimal_or_hexadecimal)
{
	uint64_t n;

	ck_assert(value_integer("010", &n) && n == 10);
	ck_assert(value_integer("0x1F", &n) && n == 31);
	ck_assert(value_integer("18446744073709551615", &n) && n == UINT64_MAX);
	ck_assert(!value_integer("0x", &n));
	ck_assert(!value_integer("1f", &n));
	ck_assert(!value_integer("+1", &n));
	ck_assert(!value_integer("-1", &n));
	ck_assert(!value_integer("18446744073709551616", &n));
}
END_TEST

START_TEST(shares_are_in_tenths_of_a_percent)
{
	uint64_t n;

	ck_assert(value_percent("20%", &n) && n == 200);
	ck_assert(value_percent("12.5%", &n) && n == 125);
	ck_assert(!value_percent("20", &n));
	ck_assert(!value_percent("12.55%", &n));
	ck_assert(!value_percent("12.%", &n));
	ck_assert(!value_percent("%", &n));
}
END_TEST

START_TEST(times_have_a_unit)
{
	uint64_t n;

	ck_assert(value_time("7ns", &n) && n == 7);
	ck_assert(value_time("7us", &n) && n == 7000);
	ck_assert(value_time("10ms", &n) && n == 10000000);
	ck_assert(value_time("2s", &n) && n == 2000000000);
	ck_assert(!value_time("2", &n));
	ck_assert(!value_time("2 s", &n));
	ck_assert(!value_time("2m", &n));
	ck_assert(!value_time("18446744074s", &n));
}
END_TEST

START_TEST(rights_are_letters_once_each)
{
	uint64_t n;

	ck_assert(value_rights("r", &n) && n == VSP_R_READ);
	ck_assert(value_rights("wr", &n) && n == (VSP_R_READ | VSP_R_WRITE));
	ck_assert(!value_rights("rr", &n));
	ck_assert(!value_rights("rq", &n));
	ck_assert(!value_rights("", &n));
}
END_TEST

START_TEST(edit_distance_counts_edits)
{
	ck_assert_uint_eq(edit_distance("", "abc"), 3);
	ck_assert_uint_eq(edit_distance("pong", "pong"), 0);
	ck_assert_uint_eq(edit_distance("pnog", "pong"), 1);
	ck_assert_uint_eq(edit_distance("ca", "abc"), 3);
	ck_assert_uint_eq(edit_distance("kitten", "sitting"), 3);
}
END_TEST

START_TEST(far_words_are_not_suggested)
{
	struct suggest near;

	suggest_start(&near, "uart");
	suggest_try(&near, "gpio");
	suggest_try(&near, "pm");
	ck_assert_str_eq(near.best, "");
	suggest_try(&near, "uart1");
	ck_assert_str_eq(near.best, "uart1");
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		sizes_have_units, numbers_are_decimal_or_hexadecimal,
		shares_are_in_tenths_of_a_percent, times_have_a_unit,
		rights_are_letters_once_each,
		edit_distance_counts_edits, far_words_are_not_suggested,
	};

	return claims_run("value", claims, sizeof claims / sizeof *claims,
			  NULL, NULL);
}
