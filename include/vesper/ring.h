/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ring.h - bulk data from one domain to another, through memory they share.
 *
 * A ring of items of a fixed size; one side puts, the other takes.  Items are
 * written and read in place: nothing is copied.  A side that finds the ring
 * full or empty sleeps; the other rings its doorbell, an event channel, when
 * there is room or an item again.  While neither sleeps there is no system
 * call.  (Rbufs: Black, "Explicit Network Scheduling", Cambridge 1994.)
 *
 *	putter                              taker
 *	item = vsp_ring_put_wait(&ring);    item = vsp_ring_take_wait(&ring);
 *	... write it ...                    ... read it ...
 *	vsp_ring_put(&ring);                vsp_ring_take(&ring);
 *
 * Neither side trusts the other: what a side relies on is in its own struct
 * vsp_ring, and a count that cannot be is found out.  An item's content, and
 * whether it changes while it is read, is the other side's doing; the memory
 * can be taken back, and then an access faults (fault.h).
 */
#ifndef VESPER_RING_H
#define VESPER_RING_H

#include <stddef.h>
#include <stdint.h>

#include <vesper/invoke.h>

/* At the start of the shared memory; zeroed before it is used. */
struct vsp_ring_shared {
	uint32_t put;		/* items put so far */
	uint32_t putter_sleeps;
	uint32_t spare0[14];	/* one cache line for each side */
	uint32_t taken;
	uint32_t taker_sleeps;
	uint32_t spare1[14];
};

/* One side of a ring. */
struct vsp_ring {
	struct vsp_ring_shared *shared;
	uint8_t *items;
	uint32_t capacity;	/* items, a power of two */
	uint32_t item_bytes;
	uint32_t count;		/* that this side has put, or taken */
	vsp_slot doorbell;	/* channel of the other side */
	uint64_t event;		/* what the other raises at this side */
};

/* Bytes of memory for a ring. */
size_t vsp_ring_bytes(uint32_t capacity, uint32_t item_bytes);

/* One side's view of the ring in `memory`.  Both sides give the same capacity
 * and size.  Errors: ARG (the capacity is no power of two, or the size is 0 or
 * no multiple of 8). */
int vsp_ring_open(struct vsp_ring *ring, void *memory, uint32_t capacity,
		  uint32_t item_bytes, vsp_slot doorbell, uint64_t event);

/* The putter's next item to write; NULL: the ring is full, or the other side
 * has spoilt it. */
void *vsp_ring_put_next(struct vsp_ring *ring);
/* The same, but it waits while the ring is full. */
void *vsp_ring_put_wait(struct vsp_ring *ring);
/* The item is written: it is the taker's. */
void vsp_ring_put(struct vsp_ring *ring);

/* The taker's next item to read; NULL: the ring is empty, or spoilt. */
void *vsp_ring_take_next(struct vsp_ring *ring);
void *vsp_ring_take_wait(struct vsp_ring *ring);
/* The item has been read: it is the putter's. */
void vsp_ring_take(struct vsp_ring *ring);

#endif
