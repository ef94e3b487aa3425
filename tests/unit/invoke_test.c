/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * invoke_test.c - every operation of op.def wants a capability of its type
 * with its right, and fails only as op.def says.
 */
#include "invoke.h"

#include <string.h>
#include "claims.h"
#include "../random.h"
#include "sim.h"

#define TRIES	400

struct operation {
	const char *name;
	uint64_t number;
	enum vsp_type type;
	uint32_t right;
	const char *errors;
};

static const struct operation operations[] = {
#define VSP_OP(type, name, number, need, in, out, errors, text) \
	{ #type " " #name, VSP_OP_##type##_##name, VSP_TYPE_##type, \
	  VSP_R_##need, errors },
#include <vesper/op.def>
#undef VSP_OP
};

static const char *const error_names[] = {
#define VSP_ERROR(name, number, sentence) [number] = #name,
#include <vesper/error.def>
#undef VSP_ERROR
};

#define NOPERATIONS (sizeof operations / sizeof *operations)

/* One capability of every type, all rights; losing them harms nobody. */
static uint64_t caps[VSP_TYPE_COUNT];

static void
setup(void)
{
	sim_boot(SIM_PAGES);
	caps[VSP_TYPE_UNTYPED] = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, 16);
	caps[VSP_TYPE_CNODE] = sim_make(VSP_BOOT_RAM, VSP_TYPE_CNODE, 1);
	caps[VSP_TYPE_FRAME] = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 2);
	caps[VSP_TYPE_STRETCH] = sim_make(VSP_BOOT_TABLES, VSP_TYPE_STRETCH,
					  0);
	caps[VSP_TYPE_PD] = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);
	caps[VSP_TYPE_DOMAIN] = sim_make(VSP_BOOT_RAM, VSP_TYPE_DOMAIN, 0);
	caps[VSP_TYPE_IRQ] = sim_derive(VSP_BOOT_IRQ, VSP_R_ALL,
					10 | 4ull << 32);
	caps[VSP_TYPE_TRACE] = sim_derive(VSP_BOOT_TRACE, VSP_R_ALL, 0);
}

static bool
known(uint64_t number)
{
	for (size_t i = 0; i < NOPERATIONS; i++)
		if (operations[i].number == number)
			return true;
	return false;
}

START_TEST(every_operation_wants_its_type)
{
	const struct operation *op = &operations[_i];

	for (uint32_t type = 1; type < VSP_TYPE_COUNT; type++) {
		if (type == op->type)
			continue;
		ck_assert_int_eq(SIM_INVOKE(caps[type], op->number, 1, 2, 3),
				 VSP_E_TYPE);
	}
}
END_TEST

START_TEST(every_operation_wants_its_right)
{
	const struct operation *op = &operations[_i];
	uint64_t cap, range = 10 | 4ull << 32;

	if (op->right == VSP_R_NONE)
		return;
	cap = sim_derive(caps[op->type], VSP_R_ALL & ~op->right, range);
	ck_assert_int_eq(SIM_INVOKE(cap, op->number, 1, 2, 3), VSP_E_RIGHT);
	/* With the right alone it gets further. */
	cap = sim_derive(caps[op->type], op->right, range);
	ck_assert_int_ne(SIM_INVOKE(cap, op->number, ~0ull, ~0ull, ~0ull),
			 VSP_E_RIGHT);
}
END_TEST

START_TEST(every_operation_wants_a_capability)
{
	static const uint64_t nothing[] = {
		0, 300, 8191, 8192, 65535, 1ull << 32, 1ull << 59, ~0ull,
	};

	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		ck_assert_int_eq(SIM_INVOKE(nothing[i], operations[_i].number,
					    1, 2, 3), VSP_E_NOCAP);
}
END_TEST

/* Arguments of all kinds; what fails must fail with an error that op.def
 * names. */
static uint64_t
some_argument(struct random *rnd)
{
	switch (random_below(rnd, 6)) {
	case 0:
		return random_word(rnd);
	case 1:
		return caps[1 + random_below(rnd, VSP_TYPE_COUNT - 1)];
	case 2:
		return ~0ull;
	case 3:
		return 10 + random_below(rnd, 6);
	default:
		return random_below(rnd, 9);
	}
}

static bool
documented(const struct operation *op, int error)
{
	static const char *const always = "OK NOCAP TYPE OP RIGHT";
	const char *name = error_names[error];

	return strstr(always, name) != NULL || strstr(op->errors, name) != NULL;
}

START_TEST(operations_fail_only_as_documented)
{
	const struct operation *op = &operations[_i];
	struct random rnd = { 7 + (uint64_t)_i };

	for (int i = 0; i < TRIES; i++) {
		uint64_t args[7];
		int error;

		for (int n = 0; n < 7; n++)
			args[n] = some_argument(&rnd);
		error = sim_invoke(caps[op->type], op->number, args);
		if (error == VSP_E_NOCAP)
			setup();
		else
			ck_assert_msg(error < VSP_E_COUNT
				      && documented(op, error),
				      "%s fails with %s", op->name,
				      error_names[error]);
	}
}
END_TEST

START_TEST(unknown_operations_are_refused)
{
	static const uint64_t beyond[] = {
		VSP_OP_LIMIT, VSP_OP_LIMIT + 1, 1ull << 32, 1ull << 60, ~0ull,
	};

	for (uint64_t number = 1; number < VSP_OP_LIMIT; number++)
		if (!known(number))
			ck_assert_int_eq(SIM_INVOKE(caps[number / 16 % 8 == 0
							 ? 1 : number / 16],
						    number), VSP_E_OP);
	for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++)
		ck_assert_int_eq(SIM_INVOKE(caps[VSP_TYPE_CNODE], beyond[i]),
				 VSP_E_OP);
}
END_TEST

START_TEST(unknown_system_calls_are_refused)
{
	for (uint32_t number = VSP_SYS_COUNT; number < 65536; number++) {
		sim.unchecked = number % 4096 != 0;
		sim_x()[0] = 77;
		sim_svc(number);
		ck_assert_uint_eq(sim_x()[0], VSP_E_OP);
	}
}
END_TEST

/* Capabilities as arguments: none, another type, one right short. */
START_TEST(capabilities_in_arguments_are_checked)
{
	static const struct {
		uint64_t op;
		unsigned arg;
		enum vsp_type type;
		uint32_t right;
	} cases[] = {
		{ VSP_OP_UNTYPED_RETYPE, 3, VSP_TYPE_CNODE, VSP_R_WRITE },
		{ VSP_OP_CNODE_DERIVE, 1, VSP_TYPE_CNODE, VSP_R_READ },
		{ VSP_OP_CNODE_MOVE, 1, VSP_TYPE_CNODE, VSP_R_WRITE },
		{ VSP_OP_STRETCH_MAP, 0, VSP_TYPE_FRAME, VSP_R_READ },
		{ VSP_OP_STRETCH_ATTACH, 0, VSP_TYPE_PD, VSP_R_ATTACH },
		{ VSP_OP_DOMAIN_SET_SPACES, 1, VSP_TYPE_PD, VSP_R_USE },
		{ VSP_OP_DOMAIN_MAP_DCB, 0, VSP_TYPE_STRETCH, VSP_R_META },
		{ VSP_OP_DOMAIN_SET_PARENT, 0, VSP_TYPE_DOMAIN, VSP_R_SCHED },
		{ VSP_OP_IRQ_BIND, 1, VSP_TYPE_DOMAIN, VSP_R_SIGNAL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint64_t cap = caps[cases[i].op / VSP_OPS_PER_TYPE];
		uint64_t args[7] = { 1, 1, 1, 1, 1, 1 };
		uint32_t other = cases[i].type == VSP_TYPE_IRQ
				 ? VSP_TYPE_PD : VSP_TYPE_IRQ;

		if (cases[i].op == VSP_OP_IRQ_BIND)
			args[0] = 10;
		args[cases[i].arg] = 8191;
		ck_assert_int_eq(sim_invoke(cap, cases[i].op, args),
				 VSP_E_NOCAP);
		args[cases[i].arg] = caps[other];
		ck_assert_int_eq(sim_invoke(cap, cases[i].op, args),
				 VSP_E_TYPE);
		args[cases[i].arg] = sim_derive(caps[cases[i].type], VSP_R_ALL
						& ~cases[i].right, 0);
		ck_assert_int_eq(sim_invoke(cap, cases[i].op, args),
				 VSP_E_RIGHT);
	}
}
END_TEST

START_TEST(a_failed_operation_changes_nothing)
{
	uint64_t slot = sim_slots(1);
	uint32_t entries = tlb_entries();

	ck_assert_int_eq(SIM_INVOKE(caps[VSP_TYPE_DOMAIN],
				    VSP_OP_DOMAIN_SET_SPACES,
				    caps[VSP_TYPE_CNODE], 8191), VSP_E_NOCAP);
	ck_assert_int_eq(SIM_INVOKE(caps[VSP_TYPE_DOMAIN],
				    VSP_OP_DOMAIN_SET_ENTRY, 16, 8),
			 VSP_E_ARG);
	ck_assert_int_eq(SIM_INVOKE(caps[VSP_TYPE_DOMAIN],
				    VSP_OP_DOMAIN_START), VSP_E_STATE);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_CNODE, VSP_OP_CNODE_DERIVE, slot,
				    0, caps[VSP_TYPE_IRQ], VSP_R_ALL, 9),
			 VSP_E_ARG);
	ck_assert(slot_empty(sim_slot(slot)));
	ck_assert(!slot_has_children(sim_slot(caps[VSP_TYPE_CNODE])));
	ck_assert_uint_eq(tlb_entries(), entries);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("invoke");
	TCase *tcase = tcase_create("invoke");
	SRunner *runner = srunner_create(suite);
	const TTest *const each[] = {
		every_operation_wants_its_type,
		every_operation_wants_its_right,
		every_operation_wants_a_capability,
		operations_fail_only_as_documented,
	};
	const TTest *const once[] = {
		unknown_operations_are_refused,
		unknown_system_calls_are_refused,
		capabilities_in_arguments_are_checked,
		a_failed_operation_changes_nothing,
	};
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_set_timeout(tcase, CLAIM_TIMEOUT_S);
	for (size_t i = 0; i < sizeof each / sizeof *each; i++)
		tcase_add_loop_test(tcase, each[i], 0, NOPERATIONS);
	for (size_t i = 0; i < sizeof once / sizeof *once; i++)
		tcase_add_test(tcase, once[i]);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
