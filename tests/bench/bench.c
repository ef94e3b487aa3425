/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench.c - runs the measurements and prints them, as TAP with a comment of
 * three numbers each: "# bench NAME MIN MEDIAN MAX".
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

_Static_assert(offsetof(struct bench_entry, count) == ENTRY_COUNT,
	       "bench_vector.S");
_Static_assert(offsetof(struct bench_entry, before) == ENTRY_BEFORE,
	       "bench_vector.S");
_Static_assert(offsetof(struct bench_entry, fp_count) == ENTRY_FP
	       && sizeof(struct bench_entry) == ENTRY_FP + 16,
	       "bench_vector.S");
_Static_assert(VSP_OP_STRETCH_MAP == 4 * 16, "bench_vector.S");

static const struct bench *const groups[] = {
	bench_ipc, bench_cap, bench_space, bench_upcall, bench_switch,
};

uint64_t overhead;
vsp_slot bench_fixtures, bench_fresh;
static unsigned made;

uint64_t
bench_invoke_ok(struct bench_invoke in)
{
	bench_invoke(&in);
	return in.error == VSP_OK ? in.count - overhead : WRONG;
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void
report(const char *name, uint64_t *count, unsigned rounds, bool right)
{
	qsort(count, rounds, sizeof(*count), compare);
	printf("%sok %u - %s_does_what_it_should\n", right ? "" : "not ",
	       ++made, name);
	printf("# bench %s %llu %llu %llu\n", name,
	       (unsigned long long)count[0],
	       (unsigned long long)count[rounds / 2],
	       (unsigned long long)count[rounds - 1]);
}

/* The first round warms up: it is checked, but not counted. */
static void
run(const struct bench *bench)
{
	uint64_t count[ROUNDS];
	bool right = bench->measure(0) != WRONG;

	for (unsigned i = 0; i < ROUNDS; i++) {
		count[i] = bench->measure(i + 1);
		right &= count[i] != WRONG;
	}
	report(bench->name, count, ROUNDS, right);
}

static void
run_group(const struct bench *group, void (*vector)(void))
{
	bench_take_upcalls(vector);
	for (const struct bench *b = group; b->name != NULL; b++)
		run(b);
}

/* Threads come last: a scheduler that has turns of its own does more. */
static bool
run_all(void)
{
	for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++)
		run_group(groups[g], bench_vector);
	if (!bench_thread_prepare())
		return false;
	run_group(bench_thread, vsp_upcall_vector);
	return true;
}

static bool
split(vsp_slot *part, uint64_t pages)
{
	struct vsp_retype what = { VSP_TYPE_UNTYPED, pages, 1, 0,
				   vsp_slot_alloc(), VSP_RETYPE_NEXT };

	*part = what.first_slot;
	return vsp_retype(VSP_SLOT_MEMORY, &what, NULL) == VSP_OK;
}

static bool
prepare(void)
{
	return split(&bench_fixtures, 64)
	       && split(&bench_fresh, 2 * VSP_STRETCH_NPAGES)
	       && bench_cap_prepare() && bench_space_prepare()
	       && bench_upcall_prepare() && bench_switch_prepare();
}

int
main(void)
{
	uint64_t boot = vsp_startup()->boot_count;

	overhead = bench_overhead();
	if (!prepare() || !run_all()) {
		printf("Bail out! preparations failed\n");
		return 1;
	}
	report("boot_to_init", &boot, 1, boot != 0);
	printf("1..%u\n", made);
	return 0;
}
