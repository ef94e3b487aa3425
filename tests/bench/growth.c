/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * growth.c - how the cost of an operation grows with what there is.
 *
 * Each series makes an operation with 1, 2, ... of something, and prints
 * "# growth NAME N INSTRUCTIONS": the least of ROUNDS, of which each leaves
 * what it found.  What there has to be is made as N grows, and stays.
 */
#include <stdio.h>

#include "bench.h"

#define LEAST_OF	5u
#define NCHILDREN	64u
#define NPDS		100u
#define MANY		10000u
#define DEEPEST		(VSP_NLEVELS - 2)	/* this domain is at level 1 */
#define DEEP_CHILD	0u	/* the first relay; see deepen() */
#define RW		(VSP_R_READ | VSP_R_WRITE)
#define EVENT		1u

void growth_relay(void);	/* growth_relay.S */

/* bench.h has the following for bench_vector.S and what is measured. */
uint64_t overhead;
vsp_slot bench_fixtures, bench_fresh;

struct series {
	const char *name;
	const unsigned *n;		/* ascending, ends with 0 */
	uint64_t (*measure)(unsigned n);
};

static vsp_slot slots, frame, home, parent, channel;
static vsp_slot stretches, pds, lent, children, relays;
static unsigned nderived, nattached, nlent, nchildren;

static int
make(enum vsp_type type, vsp_slot from, vsp_slot slot, uint64_t pages)
{
	struct vsp_retype what = { type, pages, 1, 0, slot, VSP_RETYPE_NEXT };

	return vsp_retype(from, &what, NULL);
}

static uint64_t
timed(vsp_slot cap, uint64_t op, const uint64_t *x)
{
	struct bench_invoke in = { cap, op, { x[0], x[1], x[2], x[3], x[4] },
				   0, 0, 0 };

	bench_invoke(&in);
	return in.error == VSP_OK ? in.count - overhead : WRONG;
}

/* Fresh pages into a stretch that is attached. */
static uint64_t
map_pages(unsigned n)
{
	const uint64_t x[5] = { frame, 0, RW, 0 };
	uint64_t count;

	if (make(VSP_TYPE_FRAME, bench_fresh, frame, n) != VSP_OK)
		return WRONG;
	count = timed(home, VSP_OP_STRETCH_MAP, x);
	return vsp_delete(frame) == VSP_OK ? count : WRONG;
}

/* A stretch to a PD, the n-th there. */
static uint64_t
attach_stretches(unsigned n)
{
	const uint64_t x[5] = { pds + NPDS, RW };
	uint64_t count;

	for (; nattached < n - 1; nattached++)
		if (vsp_attach(stretches + nattached, pds + NPDS, RW, NULL)
		    != VSP_OK)
			return WRONG;
	count = timed(stretches + n - 1, VSP_OP_STRETCH_ATTACH, x);
	return vsp_detach(stretches + n - 1) == VSP_OK ? count : WRONG;
}

/* One stretch to a PD, the n-th that has it. */
static uint64_t
attach_pds(unsigned n)
{
	const uint64_t x[5] = { pds + n - 1, RW };
	uint64_t count;

	for (; nlent < n - 1; nlent++)
		if (vsp_attach(lent + nlent, pds + nlent, RW, NULL) != VSP_OK)
			return WRONG;
	count = timed(lent + n - 1, VSP_OP_STRETCH_ATTACH, x);
	return vsp_detach(lent + n - 1) == VSP_OK ? count : WRONG;
}

static bool
is_there(vsp_slot slot)
{
	struct vsp_look look;

	return vsp_look(slot, &look) == VSP_OK && look.type != VSP_TYPE_NONE;
}

/* slots + 0..n-1 have children of `parent`, and no others. */
static bool
derived(unsigned n)
{
	if (nderived > n) {
		if (vsp_revoke(parent) != VSP_OK)
			return false;
		nderived = 0;
	}
	for (; nderived < n; nderived++)
		if (vsp_derive(VSP_SLOT_CNODE, slots + nderived, parent,
			       VSP_R_USE, 0) != VSP_OK)
			return false;
	return true;
}

static uint64_t
revoke(unsigned n)
{
	const uint64_t x[5] = { parent };
	uint64_t count;

	if (!derived(n))
		return WRONG;
	count = timed(VSP_SLOT_CNODE, VSP_OP_CNODE_REVOKE, x);
	nderived = 0;
	for (unsigned i = 0; i < n; i++)
		if (is_there(slots + i))
			return WRONG;
	return count;
}

/* One of n, in the middle. */
static uint64_t
delete_leaf(unsigned n)
{
	const uint64_t x[5] = { slots + n / 2 };
	uint64_t count;

	if (!derived(n))
		return WRONG;
	count = timed(VSP_SLOT_CNODE, VSP_OP_CNODE_DELETE, x);
	return !is_there(slots + n / 2)
	       && vsp_derive(VSP_SLOT_CNODE, slots + n / 2, parent, VSP_R_USE,
			     0) == VSP_OK ? count : WRONG;
}

/* The n-th child. */
static uint64_t
derive(unsigned n)
{
	const uint64_t x[5] = { slots + n - 1, 0, parent, VSP_R_USE, 0 };
	uint64_t count;

	if (!derived(n - 1))
		return WRONG;
	count = timed(VSP_SLOT_CNODE, VSP_OP_CNODE_DERIVE, x);
	return vsp_delete(slots + n - 1) == VSP_OK ? count : WRONG;
}

static bool
child_make(vsp_slot slot, vsp_slot above, uint64_t index, void (*vector)(void))
{
	return make(VSP_TYPE_DOMAIN, bench_fixtures, slot, 1) == VSP_OK
	       && vsp_domain_set_spaces(slot, VSP_SLOT_CNODE, VSP_SLOT_PD)
		  == VSP_OK
	       && vsp_domain_set_entry(slot, (uint64_t)(uintptr_t)vector, 0)
		  == VSP_OK
	       && vsp_domain_set_parent(slot, above, index) == VSP_OK
	       && vsp_domain_start(slot) == VSP_OK;
}

/* Disabled: dispatch a child until it, and all below it, waits; news for the
 * scheduler come first. */
static bool
settle(unsigned child)
{
	for (unsigned i = 0; i < 4; i++)
		if (bench_dispatch(child) == VSP_UPCALL_CHILD)
			return bench_entry.x[0] == child
			       && bench_entry.x[1] == VSP_CHILD_WAIT;
	return false;
}

static bool
have_children(unsigned n)
{
	bool right = true;

	for (; nchildren < n && right; nchildren++) {
		right = child_make(children + nchildren, VSP_SLOT_DOMAIN,
				   nchildren, bench_waiter);
		vsp_disable();
		right &= settle(nchildren);
		vsp_enable(true);
	}
	return right;
}

/* Signal to a domain that waits; `child` is the one it is below. */
static uint64_t
wake(vsp_slot sleeper, unsigned child)
{
	uint64_t error = VSP_OK, count;
	bool right;

	if (vsp_derive(VSP_SLOT_CNODE, channel, sleeper, VSP_R_SIGNAL, EVENT)
	    != VSP_OK)
		return WRONG;
	vsp_disable();
	count = bench_signal(channel, &error) - overhead;
	right = error == VSP_OK && (vsp_dcb->ready >> child & 1) != 0
		&& settle(child);
	vsp_enable(true);
	return vsp_delete(channel) == VSP_OK && right ? count : WRONG;
}

/* The last of n children. */
static uint64_t
wake_children(unsigned n)
{
	return have_children(n) ? wake(children + n - 1, n - 1) : WRONG;
}

/* One instruction stands between the reading and the svc. */
static uint64_t
dispatch_children(unsigned n)
{
	bool right = have_children(n);

	vsp_disable();
	right = right && settle(n - 1);
	vsp_enable(true);
	return right ? bench_entry.count - bench_entry.before - 1 - overhead
		     : WRONG;
}

/* Below `n - 1` relays, of which the first takes the place of a child. */
static uint64_t
wake_depth(unsigned n)
{
	vsp_slot sleeper = relays + DEEPEST, above = VSP_SLOT_DOMAIN;
	uint64_t count;

	(void)vsp_delete(children + DEEP_CHILD);
	for (unsigned i = 0; i < n - 1; i++, above = relays + i - 1)
		if (!child_make(relays + i, above, DEEP_CHILD, growth_relay))
			return WRONG;
	if (!child_make(sleeper, above, DEEP_CHILD, bench_waiter))
		return WRONG;
	vsp_disable();
	count = settle(DEEP_CHILD) ? 0 : WRONG;
	vsp_enable(true);
	if (count == 0)
		count = wake(sleeper, DEEP_CHILD);
	(void)vsp_delete(sleeper);
	for (unsigned i = n - 1; i-- > 0;)
		(void)vsp_delete(relays + i);
	return count;
}

static const unsigned to_512[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 0 };
static const unsigned to_64[] = { 1, 2, 4, 8, 16, 32, 64, 0 };
static const unsigned to_100[] = { 1, 2, 4, 8, 16, 32, 64, 100, 0 };
static const unsigned to_many[] = { 1, 10, 100, 1000, MANY, 0 };
static const unsigned to_deepest[] = { 1, 2, 3, 4, 5, DEEPEST, 0 };

static const struct series all[] = {
	{ "map_pages", to_512, map_pages },
	{ "attach_stretches", to_64, attach_stretches },
	{ "attach_pds", to_100, attach_pds },
	{ "revoke", to_many, revoke },
	{ "delete_leaf", to_many, delete_leaf },
	{ "derive", to_many, derive },
	{ "dispatch_children", to_64, dispatch_children },
	{ "wake_children", to_64, wake_children },
	{ "wake_depth", to_deepest, wake_depth },
};

#define NSERIES (sizeof(all) / sizeof(*all))

static uint64_t
least(const struct series *s, unsigned n)
{
	uint64_t count = WRONG;

	for (unsigned i = 0; i <= LEAST_OF; i++) {
		uint64_t once = s->measure(n);

		if (once == WRONG)
			return WRONG;
		if (i > 0 && once < count)	/* the first warms up */
			count = once;
	}
	return count;
}

static void
run(unsigned number, const struct series *s)
{
	bool right = true;

	for (unsigned i = 0; s->n[i] != 0 && right; i++) {
		uint64_t count = least(s, s->n[i]);

		right = count != WRONG;
		printf("# growth %s %u %lld\n", s->name, s->n[i],
		       (long long)count);
	}
	printf("%sok %u - %s_does_what_it_should\n", right ? "" : "not ",
	       number, s->name);
}

static bool
make_all(enum vsp_type type, vsp_slot from, vsp_slot first, unsigned n)
{
	bool right = first != 0;

	for (unsigned i = 0; i < n && right; i++)
		right = make(type, from, first + i, 1) == VSP_OK;
	return right;
}

static bool
lend(void)
{
	bool right = lent != 0;

	for (unsigned i = 0; i < NPDS && right; i++)
		right = vsp_derive(VSP_SLOT_CNODE, lent + i, home, RW, 0)
			== VSP_OK;
	return right;
}

static bool
prepare_slots(void)
{
	bench_fixtures = vsp_slot_alloc_n(6);
	bench_fresh = bench_fixtures + 1;
	frame = bench_fixtures + 2;
	home = bench_fixtures + 3;
	parent = bench_fixtures + 4;
	channel = bench_fixtures + 5;
	slots = vsp_slot_alloc_n(MANY);
	stretches = vsp_slot_alloc_n(NCHILDREN);
	pds = vsp_slot_alloc_n(NPDS + 1);
	lent = vsp_slot_alloc_n(NPDS);
	children = vsp_slot_alloc_n(NCHILDREN);
	relays = vsp_slot_alloc_n(DEEPEST + 1);
	return bench_fixtures != 0 && slots != 0 && children != 0
	       && relays != 0;
}

static bool
prepare(void)
{
	return prepare_slots()
	       && make(VSP_TYPE_UNTYPED, VSP_SLOT_MEMORY, bench_fixtures, 4096)
		  == VSP_OK
	       && make(VSP_TYPE_UNTYPED, VSP_SLOT_MEMORY, bench_fresh,
		       2 * VSP_STRETCH_NPAGES) == VSP_OK
	       && make_all(VSP_TYPE_STRETCH, VSP_SLOT_TABLES, stretches,
			   NCHILDREN)
	       && make(VSP_TYPE_STRETCH, VSP_SLOT_TABLES, home, 1) == VSP_OK
	       && make_all(VSP_TYPE_PD, bench_fixtures, pds, NPDS + 1)
	       && lend()
	       && vsp_attach(home, VSP_SLOT_PD, RW, NULL) == VSP_OK
	       && vsp_derive(VSP_SLOT_CNODE, parent, VSP_SLOT_PD, VSP_R_USE, 0)
		  == VSP_OK;
}

int
main(void)
{
	if (!prepare()) {
		printf("Bail out! preparations failed\n");
		return 1;
	}
	bench_take_upcalls(bench_vector);
	overhead = bench_overhead();
	for (unsigned i = 0; i < NSERIES; i++)
		run(i + 1, &all[i]);
	printf("1..%u\n", (unsigned)NSERIES);
	return 0;
}
