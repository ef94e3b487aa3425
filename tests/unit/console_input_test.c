/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * console_input_test.c - lines are edited, kept, and given to who asked first.
 */
#include <string.h>

#include <vesper/proto.h>

#include "claims.h"
#include "input.h"

/* What has to be echoed all together. */
static const char *
type(const char *typed)
{
	static char echo[4096];

	echo[0] = '\0';
	while (*typed != '\0')
		strcat(echo, input_type(*typed++));
	return echo;
}

/* Every token is a client of its own. */
static struct vsp_request
asked(uint64_t token, uint64_t limit)
{
	return (struct vsp_request){
		.message.word = { VSP_CONSOLE_READ, limit },
		.badge = token,
		.token = token,
	};
}

static void
expect_line(const struct vsp_message *answer, const char *line)
{
	ck_assert_uint_eq(answer->word[0], VSP_OK);
	ck_assert_uint_eq(answer->word[1], strlen(line));
	ck_assert_mem_eq(&answer->word[2], line, strlen(line));
}

static void
expect_read(const char *line)
{
	struct vsp_request request = asked(1, VSP_CONSOLE_BYTES);

	ck_assert(input_read(&request));
	expect_line(&request.message, line);
}

static void
expect_served(uint64_t token, const char *line)
{
	struct vsp_message answer;
	uint64_t whose = 0;

	ck_assert(input_serve(&whose, &answer));
	ck_assert_uint_eq(whose, token);
	expect_line(&answer, line);
}

static void
wait_for_line(uint64_t token)
{
	struct vsp_request request = asked(token, VSP_CONSOLE_BYTES);

	ck_assert(!input_read(&request));
}

START_TEST(a_line_is_read_when_it_is_complete)
{
	struct vsp_message answer;
	uint64_t token;

	wait_for_line(7);
	ck_assert_str_eq(type("one"), "one");
	ck_assert(!input_serve(&token, &answer));
	ck_assert_str_eq(type("\r"), "\r\n");
	expect_served(7, "one\n");
	ck_assert(!input_serve(&token, &answer));
}
END_TEST

START_TEST(lines_go_to_who_asked_first)
{
	wait_for_line(7);
	wait_for_line(8);
	type("a\nb\nc\n");
	expect_served(7, "a\n");
	expect_served(8, "b\n");
	expect_read("c\n");
}
END_TEST

START_TEST(what_is_typed_before_anyone_reads_is_kept)
{
	type("first\nsecond\n");
	expect_read("first\n");
	expect_read("second\n");
}
END_TEST

START_TEST(only_the_line_that_is_typed_can_be_erased)
{
	ck_assert_str_eq(type("a\nxy\b\177\b\b"), "a\r\nxy\b \b\b \b");
	ck_assert_str_eq(type("no\025"), "no^U\r\n");
	type("b\n");
	expect_read("a\n");
	expect_read("b\n");
}
END_TEST

START_TEST(control_d_ends_the_file_only_where_a_line_starts)
{
	struct vsp_request request = asked(1, 40);

	type("ab\004c\n\004d\n");
	expect_read("abc\n");
	ck_assert(input_read(&request));
	ck_assert_uint_eq(request.message.word[1], 0);
	expect_read("d\n");
}
END_TEST

START_TEST(a_long_line_goes_on_in_the_next_read)
{
	struct vsp_request request = asked(1, 3);

	type("abcde\n");
	ck_assert(input_read(&request));
	expect_line(&request.message, "abc");
	expect_read("de\n");
}
END_TEST

START_TEST(too_much_is_refused_with_a_bell_and_can_be_ended)
{
	char many[600];

	memset(many, 'x', 599);
	many[599] = '\0';
	ck_assert_int_eq(type(many)[511], '\a');
	ck_assert_str_eq(type("\n"), "\r\n");
	for (unsigned i = 0; i < 12; i++)
		expect_read("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	expect_read("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
	ck_assert_str_eq(type("y"), "y");
}
END_TEST

START_TEST(a_read_of_nothing_or_too_much_is_an_error)
{
	struct vsp_request none = asked(1, 0), many = asked(1, 41);

	ck_assert(input_read(&none));
	ck_assert_uint_eq(none.message.word[0], VSP_E_ARG);
	ck_assert(input_read(&many));
	ck_assert_uint_eq(many.message.word[0], VSP_E_ARG);
}
END_TEST

START_TEST(a_client_that_reads_again_takes_one_place)
{
	struct vsp_request again = asked(7, 40);
	struct vsp_message answer;
	uint64_t token;

	wait_for_line(6);
	wait_for_line(7);
	for (again.token = 70; again.token < 200; again.token++) {
		struct vsp_request request = again;

		ck_assert(input_read(&request));
		ck_assert_uint_eq(request.message.word[0], VSP_E_BUSY);
		ck_assert_uint_eq(request.token, again.token == 70
						 ? 7 : again.token - 1);
	}
	type("a\nb\nc\n");
	expect_served(6, "a\n");
	expect_served(199, "b\n");
	ck_assert(!input_serve(&token, &answer));
	expect_read("c\n");
}
END_TEST

START_TEST(as_many_wait_as_there_is_room_for)
{
	struct vsp_request late = asked(65, 40);

	for (uint64_t i = 0; i < 65; i++)
		wait_for_line(i);
	ck_assert(input_read(&late));
	ck_assert_uint_eq(late.message.word[0], VSP_E_BUSY);
	type("x\n");
	expect_served(0, "x\n");
	wait_for_line(65);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_line_is_read_when_it_is_complete,
		lines_go_to_who_asked_first,
		what_is_typed_before_anyone_reads_is_kept,
		only_the_line_that_is_typed_can_be_erased,
		control_d_ends_the_file_only_where_a_line_starts,
		a_long_line_goes_on_in_the_next_read,
		too_much_is_refused_with_a_bell_and_can_be_ended,
		a_read_of_nothing_or_too_much_is_an_error,
		a_client_that_reads_again_takes_one_place,
		as_many_wait_as_there_is_room_for,
	};

	return claims_run("console input", claims,
			  sizeof claims / sizeof *claims, NULL, NULL);
}
