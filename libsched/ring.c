/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ring.c - a bounded ring between two domains.
 *
 * Each side writes its own count and its own word `sleeps`, and reads the
 * other's.  Before it sleeps a side sets `sleeps`, then looks once more; the
 * other writes its count, then looks at `sleeps`.  Both are in order, so that
 * one of the two sees what the other wrote: no doorbell is lost.
 */
#include <vesper/error.h>
#include <vesper/ipc.h>
#include <vesper/ring.h>

size_t
vsp_ring_bytes(uint32_t capacity, uint32_t item_bytes)
{
	return sizeof(struct vsp_ring_shared)
	       + (size_t)capacity * item_bytes;
}

int
vsp_ring_open(struct vsp_ring *ring, void *memory, uint32_t capacity,
	      uint32_t item_bytes, vsp_slot doorbell, uint64_t event)
{
	if (capacity == 0 || (capacity & (capacity - 1)) != 0
	    || item_bytes == 0 || item_bytes % 8 != 0)
		return VSP_E_ARG;
	*ring = (struct vsp_ring){
		.shared = memory,
		.items = (uint8_t *)memory + sizeof(struct vsp_ring_shared),
		.capacity = capacity,
		.item_bytes = item_bytes,
		.doorbell = doorbell,
		.event = event,
	};
	return VSP_OK;
}

static void *
item(const struct vsp_ring *ring)
{
	uint64_t index = ring->count & (ring->capacity - 1);

	return ring->items + index * ring->item_bytes;
}

/* How far the putter is ahead of the taker, by this side's own count and the
 * other's; more than the capacity: it is spoilt. */
static uint32_t
filled_for_putter(const struct vsp_ring *ring)
{
	return ring->count - __atomic_load_n(&ring->shared->taken,
					     __ATOMIC_ACQUIRE);
}

static uint32_t
filled_for_taker(const struct vsp_ring *ring)
{
	return __atomic_load_n(&ring->shared->put, __ATOMIC_ACQUIRE)
	       - ring->count;
}

static void
wake(uint32_t *sleeps, vsp_slot doorbell)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	if (__atomic_load_n(sleeps, __ATOMIC_RELAXED) == 0)
		return;
	__atomic_store_n(sleeps, 0, __ATOMIC_RELAXED);
	vsp_signal(doorbell);
}

void *
vsp_ring_put_next(struct vsp_ring *ring)
{
	return filled_for_putter(ring) < ring->capacity ? item(ring) : NULL;
}

void *
vsp_ring_take_next(struct vsp_ring *ring)
{
	uint32_t filled = filled_for_taker(ring);

	return filled != 0 && filled <= ring->capacity ? item(ring) : NULL;
}

/* Say that this side sleeps; the caller looks again before it does. */
static void
sleep_soon(uint32_t *sleeps)
{
	__atomic_store_n(sleeps, 1, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void *
vsp_ring_put_wait(struct vsp_ring *ring)
{
	uint32_t *sleeps = &ring->shared->putter_sleeps;

	while (filled_for_putter(ring) == ring->capacity) {
		sleep_soon(sleeps);
		if (filled_for_putter(ring) == ring->capacity)
			vsp_wait_events(ring->event);
		__atomic_store_n(sleeps, 0, __ATOMIC_RELAXED);
	}
	return vsp_ring_put_next(ring);
}

void *
vsp_ring_take_wait(struct vsp_ring *ring)
{
	uint32_t *sleeps = &ring->shared->taker_sleeps;

	while (filled_for_taker(ring) == 0) {
		sleep_soon(sleeps);
		if (filled_for_taker(ring) == 0)
			vsp_wait_events(ring->event);
		__atomic_store_n(sleeps, 0, __ATOMIC_RELAXED);
	}
	return vsp_ring_take_next(ring);
}

void
vsp_ring_put(struct vsp_ring *ring)
{
	ring->count++;
	__atomic_store_n(&ring->shared->put, ring->count, __ATOMIC_RELEASE);
	wake(&ring->shared->taker_sleeps, ring->doorbell);
}

void
vsp_ring_take(struct vsp_ring *ring)
{
	ring->count++;
	__atomic_store_n(&ring->shared->taken, ring->count,
			 __ATOMIC_RELEASE);
	wake(&ring->shared->putter_sleeps, ring->doorbell);
}
