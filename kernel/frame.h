/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * frame.h - Frames: pages that can be mapped into stretches.
 *
 * A Frame capability maps once, and remembers where: data is the RamTab word
 * of the stretch, where its page | first index << 18 | chunks << 27.  Mapping
 * and unmapping go by chunks of pages, and that tells how far they are (or
 * that all are mapped), so that either can be interrupted.
 */
#ifndef KERNEL_FRAME_H
#define KERNEL_FRAME_H

#include "cap.h"
#include "ramtab.h"

#define FRAME_CHUNK_PAGES	32u
#define FRAME_SIZE_MASK		0x3ffu	/* slot.size_pages has 10 bits */
#define FRAME_INDEX_SHIFT	18
#define FRAME_CHUNKS_SHIFT	27
#define FRAME_ALL_CHUNKS	31u
#define FRAME_PAGE_MASK		((1u << FRAME_INDEX_SHIFT) - 1)

/* Where a Frame capability maps. */
static inline struct weak
frame_stretch(const struct slot *frame)
{
	return (struct weak){ frame->where & FRAME_PAGE_MASK, frame->data };
}

static inline uint32_t
frame_index(const struct slot *frame)
{
	return frame->where >> FRAME_INDEX_SHIFT & (VSP_STRETCH_NPAGES - 1);
}

static inline uint32_t
frame_chunks(const struct slot *frame)
{
	return (frame->size_pages + FRAME_CHUNK_PAGES - 1) / FRAME_CHUNK_PAGES;
}

/* How many chunks of it are mapped. */
static inline uint32_t
frame_mapped_chunks(const struct slot *frame)
{
	uint32_t chunks = frame->where >> FRAME_CHUNKS_SHIFT;

	return chunks == FRAME_ALL_CHUNKS ? frame_chunks(frame) : chunks;
}

/* Is it mapped, or on the way, in a stretch that still lives? */
static inline bool
frame_mapped(const struct slot *frame)
{
	return weak_alive(frame_stretch(frame));
}

void frame_begin_map(struct slot *frame, uint32_t stretch_page,
		     uint32_t index);
/* Map the next chunk, with these bits in its leaves; false if it is not
 * empty. */
bool frame_map_chunk(struct slot *frame, uint64_t bits);
/* Unmap the last chunk, where the leaves still name this frame; false when
 * there is none left. */
bool frame_unmap_chunk(struct slot *frame);

#endif
