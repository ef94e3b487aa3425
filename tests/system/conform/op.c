/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * op.c - claims of every operation in op.def: what it is for, which right it
 * needs, and each of its errors.
 *
 * What holds for all operations is tried on all of them, those that are added
 * later included; what is particular is a row of a table.  The last claims of
 * this file are about the tables: that they leave no operation and no error
 * out.
 */
#include <stdio.h>
#include <string.h>

#include "conform.h"
#include "zoo.h"

struct operation {
	const char *name, *errors;
	uint64_t number;
	enum vsp_type type;
	uint32_t right;
};

static const struct operation operations[] = {
#define VSP_OP(type, name, number, right, in, out, errors, text) \
	{ #type "_" #name, errors, VSP_OP_##type##_##name, VSP_TYPE_##type, \
	  VSP_R_##right },
#include <vesper/op.def>
#undef VSP_OP
};

#define NOPERATIONS (sizeof(operations) / sizeof(operations[0]))

static const struct rows *const tables[] = {
	&rows_untyped, &rows_cnode, &rows_frame, &rows_stretch, &rows_domain,
	&rows_irq, &rows_trace,
};

#define NTABLES (sizeof(tables) / sizeof(tables[0]))

static vsp_slot
zoo_of(uint64_t type)
{
	return Z_UNTYPED + type - VSP_TYPE_UNTYPED;
}

static const struct operation *
operation_find(uint64_t number)
{
	for (unsigned i = 0; i < NOPERATIONS; i++)
		if (operations[i].number == number)
			return &operations[i];
	return NULL;
}

/* With no arguments, it fails so. */
static bool
fails(vsp_slot slot, uint64_t op, int error)
{
	return SAME(invoke(slot, op, 0, 0, 0, 0, 0, 0).error, error);
}

/* ---- what holds for all ---- */

static bool
is_for_its_type_only(const struct operation *op)
{
	bool holds = true;

	for (uint64_t type = 1; type < VSP_TYPE_COUNT; type++)
		if (type != op->type)
			holds &= fails(zoo_of(type), op->number, VSP_E_TYPE);
	return holds;
}

static bool
needs_a_capability(const struct operation *op)
{
	static const uint64_t none[] = {
		0, Z_EMPTY, NSLOTS, ~0ull, FAR, 1ull << 59, 1ull << 63,
	};
	bool holds = true;

	for (unsigned i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		holds &= fails(none[i], op->number, VSP_E_NOCAP)
			 && fails(none[i] | FAR << 8, op->number, VSP_E_NOCAP);
	return holds && fails(FAR | zoo_of(op->type), op->number, VSP_E_NOCAP);
}

/* All combinations of rights without the one it needs. */
static bool
needs_its_right(const struct operation *op)
{
	bool holds = true;

	for (uint64_t rights = 0; rights <= VSP_R_ALL; rights++)
		if ((rights & op->right) != op->right)
			holds &= fails(derive(zoo_of(op->type), rights,
					      op->type != VSP_TYPE_IRQ),
				       op->number, VSP_E_RIGHT);
	return holds;
}

/* It may fail without arguments, but not for a right.  (Untyped cannot be
 * derived; it has all rights or is not there.) */
static bool
needs_no_right(const struct operation *op)
{
	vsp_slot slot = zoo_of(op->type);

	if (op->type != VSP_TYPE_UNTYPED)
		slot = derive(slot, VSP_R_NONE, 0);
	return SAME(invoke(slot, op->number, 0, 0, 0, 0, 0, 0).error
		    == VSP_E_RIGHT, false);
}

static void
play_general(const struct operation *op, const char *claim,
	     bool (*holds)(const struct operation *op))
{
	char name[80];
	uint64_t before;
	bool right;

	claim_begin();
	zoo_make();
	before = stage_look();
	right = holds(op);
	if (slot_next() == Z_END)	/* nothing was derived for it */
		right &= SAME(stage_look(), before);
	snprintf(name, sizeof(name), "%s %s", op->name, claim);
	claim_end(name, right);
}

static void
play_operation(const struct operation *op)
{
	play_general(op, "is for its type only", is_for_its_type_only);
	play_general(op, "needs a capability", needs_a_capability);
	if (op->right != VSP_R_NONE)
		play_general(op, "needs its right", needs_its_right);
	else
		play_general(op, "needs no right", needs_no_right);
}

/* ---- numbers that are no operation ---- */

static bool
unknown_operations_are_told(void)
{
	bool holds = true;

	zoo_make();
	for (uint64_t op = 1; op < VSP_OP_LIMIT + 64; op++)
		for (uint64_t type = 1; type < VSP_TYPE_COUNT; type++)
			if (operation_find(op) == NULL)
				holds &= fails(zoo_of(type), op, VSP_E_OP);
	return holds;
}

static bool
operations_are_numbered_in_64_bits(void)
{
	bool holds = true;

	zoo_make();
	for (unsigned i = 0; i < NOPERATIONS; i++) {
		vsp_slot slot = zoo_of(operations[i].type);

		holds &= fails(slot, operations[i].number | FAR, VSP_E_OP)
			 && fails(slot, operations[i].number | 1ull << 63,
				 VSP_E_OP)
			 && fails(slot, operations[i].number + 256, VSP_E_OP);
	}
	return holds;
}

/* Its number is for the kernel: the rest of a deletion. */
static bool
operation_0_deletes_nothing(void)
{
	uint64_t before;

	zoo_make();
	before = stage_look();
	for (uint64_t serial = 0; serial < 4; serial++)
		invoke(Z_CNODE, VSP_OP_FINISH, serial, 0, 0, 0, 0, 0);
	return SAME(stage_look(), before);
}

static bool
unknown_system_calls_are_told(void)
{
	root_leave(VSP_SYS_COUNT, (const uint64_t[9]){ 0 });
	return SAME(root_upcall.kind, UPCALL_RETURNED)
	       && SAME(root_upcall.x[0], VSP_E_OP);
}

/* ---- rows ---- */

static struct vsp_result
row_invoke(const struct row_call *call)
{
	return invoke(call->on, call->op, call->x[0], call->x[1], call->x[2],
		      call->x[3], call->x[4], call->x[5]);
}

static bool
row_holds(const struct row *row)
{
	struct vsp_result result;
	uint64_t before;
	bool holds;

	zoo_make();
	if (row->prepare != NULL)
		row->prepare();
	for (unsigned i = 0; i < 4 && row->before[i].op != 0; i++)
		MUST(row_invoke(&row->before[i]).error);
	before = stage_look();
	result = row_invoke(&row->call);
	holds = SAME(result.error, row->error);
	if (row->error != VSP_E_OK)
		return holds && SAME(stage_look(), before);
	return holds && (row->then == NULL || row->then(result));
}

static void
play_rows(const struct rows *rows)
{
	for (unsigned i = 0; i < rows->count; i++) {
		const struct row *row = &rows->row[i];
		char name[100];
		bool holds;

		claim_begin();
		holds = row_holds(row);
		snprintf(name, sizeof(name), "%s %s: %s",
			 operation_find(row->call.op)->name,
			 vsp_error_name(row->error), row->what);
		claim_end(name, holds);
	}
}

/* ---- the tables ---- */

static bool
is_in_a_row(uint64_t op, const char *error)
{
	for (unsigned t = 0; t < NTABLES; t++)
		for (unsigned i = 0; i < tables[t]->count; i++) {
			const struct row *row = &tables[t]->row[i];

			if (row->call.op == op
			    && strcmp(vsp_error_name(row->error), error) == 0)
				return true;
		}
	printf("# no row for %s of %s\n", error, operation_find(op)->name);
	return false;
}

static bool
every_operation_has_a_row_where_it_works(void)
{
	bool all = true;

	for (unsigned i = 0; i < NOPERATIONS; i++)
		all &= is_in_a_row(operations[i].number, "OK");
	return all;
}

static bool
every_error_of_every_operation_has_a_row(void)
{
	bool all = true;

	for (unsigned i = 0; i < NOPERATIONS; i++) {
		char errors[80], *error, *rest = errors;

		snprintf(errors, sizeof(errors), "%s", operations[i].errors);
		while ((error = strtok_r(rest, " ", &rest)) != NULL)
			all &= is_in_a_row(operations[i].number, error);
	}
	return all;
}

/* Is the error of this row one that op.def lists? */
static bool
row_is_listed(const struct row *row)
{
	const char *name = vsp_error_name(row->error);
	const struct operation *op = operation_find(row->call.op);

	if (row->error == VSP_E_OK || strstr(op->errors, name) != NULL)
		return true;
	printf("# %s of %s is not in op.def\n", name, op->name);
	return false;
}

static bool
rows_have_the_errors_that_are_listed(void)
{
	bool all = true;

	for (unsigned t = 0; t < NTABLES; t++)
		for (unsigned i = 0; i < tables[t]->count; i++)
			all &= row_is_listed(&tables[t]->row[i]);
	return all;
}

static const struct tap_claim claims[] = {
	CLAIM(unknown_operations_are_told),
	CLAIM(operations_are_numbered_in_64_bits),
	CLAIM(operation_0_deletes_nothing),
	CLAIM(unknown_system_calls_are_told),
	CLAIM(every_operation_has_a_row_where_it_works),
	CLAIM(every_error_of_every_operation_has_a_row),
	CLAIM(rows_have_the_errors_that_are_listed),
};

void
play_operations(void)
{
	for (unsigned i = 0; i < NOPERATIONS; i++)
		play_operation(&operations[i]);
	for (unsigned t = 0; t < NTABLES; t++)
		play_rows(tables[t]);
	PLAY(claims);
}
