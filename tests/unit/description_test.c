/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * description_test.c - a description is read as it is written, every problem
 * is told at its place, and no text at all makes the reader fall.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/op.h>

#include "claims.h"
#include "system.h"

static struct system sys;

static void
setup(void)
{
	sys = (struct system){ 0 };
}

static void
teardown(void)
{
	system_free(&sys);
}

static bool
read_text(const char *text)
{
	return desc_read(&sys.desc, &sys.msgs, "t.vsp", text, strlen(text));
}

static void
read_good(const char *text)
{
	ck_assert(read_text(text));
	ck_assert_uint_eq(sys.msgs.count, 0);
}

/* All that is told of `text`, as it would be printed. */
static void
told(const char *text, const char *expected)
{
	char *printed = NULL;
	size_t len;
	FILE *to = open_memstream(&printed, &len);

	if (read_text(text))
		system_check(&sys);
	msg_print(&sys.msgs, to);
	fclose(to);
	ck_assert_str_eq(printed, expected);
	free(printed);
}

static void
assert_place(struct place at, unsigned line, unsigned col)
{
	ck_assert_uint_eq(at.line, line);
	ck_assert_uint_eq(at.col, col);
}

static const char pair[] =
	"system = demo\n"
	"console = \"b\"\n"
	"domain \"a\" {\n"
	"  program = \"p\"  args = {\"10\", 'fast', x}\n"
	"  memory = 1M stack = 16K tables = 3 slots = 0x100\n"
	"  share = \"12.5%\" daemon = true\n"
	"  portal \"ask\" { to = \"b\" badge = 7 }\n"
	"  event tick { to = b bits = 0x6 }\n"
	"}\n"
	"domain b { program = q }\n"
	"shared buffer { size = 2M grant a { rights = rw } grant b {} }\n";

START_TEST(domain_is_read_as_written)
{
	const struct domain *a;

	read_good(pair);
	a = &sys.desc.domain[0];
	ck_assert_uint_eq(sys.desc.ndomains, 2);
	ck_assert_str_eq(sys.desc.system.s, "demo");
	ck_assert_str_eq(a->name, "a");
	ck_assert_str_eq(a->program.s, "p");
	ck_assert_uint_eq(a->memory.n, 1 << 20);
	ck_assert_uint_eq(a->stack.n, 16 << 10);
	ck_assert_uint_eq(a->tables.n, 3);
	ck_assert_uint_eq(a->slots.n, 256);
	ck_assert_uint_eq(a->share.n, 125);
	ck_assert_uint_eq(a->daemon.n, 1);
	ck_assert_uint_eq(a->dma.n, 0);
}
END_TEST

START_TEST(arguments_keep_their_order)
{
	read_good(pair);
	ck_assert_uint_eq(sys.desc.domain[0].nargs, 3);
	ck_assert_str_eq(sys.desc.domain[0].args[0].s, "10");
	ck_assert_str_eq(sys.desc.domain[0].args[1].s, "fast");
	ck_assert_str_eq(sys.desc.domain[0].args[2].s, "x");
	ck_assert_uint_eq(sys.desc.domain[1].nargs, 0);
}
END_TEST

START_TEST(what_is_not_given_has_a_default)
{
	const struct domain *b;

	read_good(pair);
	b = &sys.desc.domain[1];
	ck_assert_uint_eq(b->memory.n, 256 << 10);
	ck_assert_uint_eq(b->stack.n, 64 << 10);
	ck_assert_uint_eq(b->tables.n, 8);
	ck_assert_uint_eq(b->slots.n, 256);
	ck_assert_uint_eq(b->share.n, 0);
	ck_assert_uint_eq(b->daemon.n, 0);
}
END_TEST

static const char schedulers[] =
	"system = demo\n"
	"scheduler \"init\" { policy = edf limit = \"80%\" }\n"
	"scheduler s { policy = stride quantum = 3ms period = 10ms"
	" slice = 2ms }\n"
	"domain a { program = p scheduler = s share = \"30%\" }\n"
	"domain b { program = p scheduler = s }\n"
	"domain c { program = p scheduler = s }\n"
	"domain d { program = p period = 10ms slice = 1ms latency = 5ms"
	" extra = true }\n";

START_TEST(schedulers_are_domains_with_a_policy)
{
	const struct domain *s, *d;

	read_good(schedulers);
	ck_assert_uint_eq(sys.desc.ndomains, 5);
	ck_assert_int_eq(sched_policy(&sys.desc.init), VSP_POLICY_EDF);
	d = &sys.desc.domain[3];
	ck_assert_ptr_eq(sched_of(&sys.desc, d), &sys.desc.init);
	ck_assert_uint_eq(d->period.n, 10000000);
	ck_assert_uint_eq(d->slice.n, 1000000);
	ck_assert_uint_eq(d->latency.n, 5000000);
	ck_assert_uint_eq(d->extra.n, 1);
	s = &sys.desc.domain[4];
	ck_assert_str_eq(s->name, "s");
	ck_assert_str_eq(s->program.s, "vsp-sched");
	ck_assert_uint_eq(s->daemon.n, 1);
	ck_assert_uint_eq(s->quantum.n, 3000000);
	ck_assert_ptr_eq(sched_of(&sys.desc, &sys.desc.domain[0]), s);
	ck_assert_int_eq(sched_index(&sys.desc, s), 4);
}
END_TEST

START_TEST(domains_without_a_share_divide_what_is_left)
{
	read_good(schedulers);
	ck_assert_uint_eq(sched_share(&sys.desc, &sys.desc.domain[0]), 300);
	ck_assert_uint_eq(sched_share(&sys.desc, &sys.desc.domain[1]), 350);
	ck_assert_uint_eq(sched_share(&sys.desc, &sys.desc.domain[2]), 350);
}
END_TEST

START_TEST(a_scheduler_promises_no_more_than_it_has)
{
	const struct domain *s;

	read_good(schedulers);
	s = &sys.desc.domain[4];
	ck_assert_double_eq(sched_limit(&sys.desc, &sys.desc.init), 0.8);
	ck_assert_double_eq(sched_limit(&sys.desc, s), 0.2);
	ck_assert_double_eq(sched_blackout(&sys.desc, s), 16000000);
}
END_TEST

START_TEST(links_are_read_as_written)
{
	const struct link *link;

	read_good(pair);
	link = sys.desc.link;
	ck_assert_int_eq(link[0].kind, VSP_LINK_PORTAL);
	ck_assert_str_eq(link[0].name, "ask");
	ck_assert_str_eq(link[0].to.s, "b");
	ck_assert_uint_eq(link[0].value.n, 7);
	ck_assert_int_eq(link[1].kind, VSP_LINK_EVENT);
	ck_assert_uint_eq(link[1].value.n, 6);
	ck_assert_int_eq(link[2].kind, VSP_LINK_SHARED);
	ck_assert_str_eq(link[2].name, "buffer");
	ck_assert_str_eq(link[2].from.s, "a");
	ck_assert_uint_eq(link[2].rights.n, VSP_R_READ | VSP_R_WRITE);
	ck_assert_uint_eq(link[3].rights.n, VSP_R_READ);
}
END_TEST

START_TEST(everyone_but_the_console_gets_the_console)
{
	read_good(pair);
	ck_assert_uint_eq(sys.desc.nlinks, 5);
	ck_assert_str_eq(sys.desc.link[4].name, "console");
	ck_assert_str_eq(sys.desc.link[4].from.s, "a");
	ck_assert_str_eq(sys.desc.link[4].to.s, "b");
}
END_TEST

START_TEST(own_console_portal_is_kept)
{
	read_good("system = s console = c domain c { program = p }"
		  "domain a { program = p portal console { to = d } }"
		  "domain d { program = p portal out { to = c } }");
	ck_assert_uint_eq(sys.desc.nlinks, 3);
	ck_assert_str_eq(sys.desc.link[0].to.s, "d");
	ck_assert_str_eq(sys.desc.link[2].from.s, "d");
}
END_TEST

START_TEST(badge_is_the_callers_place_unless_given)
{
	read_good("domain x { program = p portal z { to = z } }"
		  "domain y { program = p portal z { to = z } }"
		  "domain z { program = p portal z { to = z badge = 0x99 } }");
	ck_assert_uint_eq(sys.desc.link[0].value.n, 1);
	ck_assert_uint_eq(sys.desc.link[1].value.n, 2);
	ck_assert_uint_eq(sys.desc.link[2].value.n, 0x99);
}
END_TEST

START_TEST(places_are_exact)
{
	read_good(pair);
	assert_place(sys.desc.console.at, 2, 11);
	assert_place(sys.desc.domain[0].at, 3, 8);
	assert_place(sys.desc.domain[0].program.at, 4, 13);
	assert_place(sys.desc.domain[0].memory.at, 5, 12);
	assert_place(sys.desc.domain[0].slots.at, 5, 46);
	assert_place(sys.desc.link[0].at, 7, 10);
	assert_place(sys.desc.link[0].to.at, 7, 23);
	assert_place(sys.desc.link[0].value.at, 7, 35);
	assert_place(sys.desc.shared[0].size.at, 11, 24);
	assert_place(sys.desc.link[2].rights.at, 11, 46);
}
END_TEST

START_TEST(comments_do_not_shift_places)
{
	read_good("/* one\n * two\n */ system = s # three\n"
		  "// four { \"\n\tdomain /* five */ d { program = p }\n");
	assert_place(sys.desc.system.at, 3, 14);
	assert_place(sys.desc.domain[0].at, 5, 20);
}
END_TEST

START_TEST(strings_keep_what_is_quoted)
{
	read_good("domain d { program = \"a # b\" "
		  "args = {\"say \\\"x\\\"\\n\", '{//}', \"\"} }");
	ck_assert_str_eq(sys.desc.domain[0].program.s, "a # b");
	ck_assert_str_eq(sys.desc.domain[0].args[0].s, "say \"x\"\n");
	ck_assert_str_eq(sys.desc.domain[0].args[1].s, "{//}");
	ck_assert_str_eq(sys.desc.domain[0].args[2].s, "");
}
END_TEST

/* Of libConfuse's own choice there would be one. */
START_TEST(problems_are_told_all_at_once_in_order)
{
	told("system = s\n"
	     "domain a { program = p  memry = 4K  stack = lots }\n"
	     "domain a { program = p }\n"
	     "domain b { program = p  bogus x { to = { } } tables = 4.5 }\n",
	     "t.vsp:2:25: error: domain 'a': unknown option 'memry'\n"
	     "hint: did you mean 'memory'?\n"
	     "t.vsp:2:45: error: domain 'a': stack 'lots' is not a size, as "
	     "4096, 64K or 2M\n"
	     "t.vsp:3:8: error: domain 'a': is given twice\n"
	     "hint: it is given first at 2:1\n"
	     "t.vsp:4:25: error: domain 'b': unknown section 'bogus'\n"
	     "t.vsp:4:55: error: domain 'b': tables '4.5' is not a number, as "
	     "8 or 0x1f\n");
}
END_TEST

START_TEST(missing_brace_is_told_at_its_section)
{
	told("system = s\n domain a {\n program = p\n",
	     "t.vsp:2:2: error: domain 'a': section is never closed\n"
	     "hint: a '}' is missing behind it\n");
}
END_TEST

START_TEST(syntax_error_is_told_at_its_token)
{
	told("domain a { } domain b { } }  # one too many\n",
	     "t.vsp:1:27: error: description 't.vsp': unexpected closing "
	     "brace\n");
}
END_TEST

START_TEST(statements_of_a_wrong_form_are_told)
{
	told("system = {a, b}\n"
	     "domain = 3\n"
	     "domain a { program = {} tables { } slots = }\n",
	     "t.vsp:1:1: error: description 't.vsp': option 'system' takes "
	     "one value, not a list\n"
	     "t.vsp:2:1: error: description 't.vsp': section 'domain' has no "
	     "{ }\n"
	     "hint: say domain \"NAME\" { ... }\n"
	     "t.vsp:3:12: error: domain 'a': option 'program' takes one "
	     "value, not a list\n"
	     "t.vsp:3:25: error: domain 'a': option 'tables' has no value\n"
	     "hint: say tables = VALUE\n"
	     "t.vsp:3:36: error: domain 'a': option 'slots' has no value\n"
	     "hint: say slots = VALUE\n");
}
END_TEST

START_TEST(environment_does_not_leak_in)
{
	told("system = \"${HOME}\"\n",
	     "t.vsp:1:11: error: description 't.vsp': environment variables "
	     "are not expanded\n");
}
END_TEST

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* Some garbage, and then the same process reads a good text as ever. */
START_TEST(garbage_is_refused_and_leaves_nothing_behind)
{
	static const char marks[] = "{}=,\"'#/*\\$+()\n\t x0%\x80\x01";
	char text[sizeof pair];
	uint32_t random = 1;
	unsigned refused = 0;

	for (unsigned round = 0; round < 3000; round++) {
		size_t len = sizeof pair - 1;

		memcpy(text, pair, sizeof pair);
		for (uint32_t n = 1 + next_random(&random) % 4; n-- > 0;)
			text[next_random(&random) % len] =
				marks[next_random(&random) % sizeof marks];
		if (next_random(&random) % 4 == 0)
			len = next_random(&random) % len;
		if (desc_read(&sys.desc, &sys.msgs, "t.vsp", text, len))
			system_check(&sys);
		else
			ck_assert_uint_gt(sys.msgs.count, 0);
		refused += sys.msgs.count != 0;
		system_free(&sys);
	}
	ck_assert_uint_gt(refused, 1000);
	read_good(pair);
	ck_assert_uint_eq(sys.desc.nlinks, 5);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		domain_is_read_as_written, arguments_keep_their_order,
		what_is_not_given_has_a_default,
		schedulers_are_domains_with_a_policy,
		domains_without_a_share_divide_what_is_left,
		a_scheduler_promises_no_more_than_it_has,
		links_are_read_as_written,
		everyone_but_the_console_gets_the_console,
		own_console_portal_is_kept,
		badge_is_the_callers_place_unless_given, places_are_exact,
		comments_do_not_shift_places, strings_keep_what_is_quoted,
		problems_are_told_all_at_once_in_order,
		missing_brace_is_told_at_its_section,
		syntax_error_is_told_at_its_token,
		statements_of_a_wrong_form_are_told,
		environment_does_not_leak_in,
		garbage_is_refused_and_leaves_nothing_behind,
	};

	return claims_run("description", claims, sizeof claims / sizeof *claims,
			  setup, teardown);
}
