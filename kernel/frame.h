/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * frame.h - Frames: pages that can be mapped into stretches.
 *
 * A Frame capability maps once, and remembers where: data is the RamTab word
 * of the stretch, where its page | first index << 20.
 */
#ifndef KERNEL_FRAME_H
#define KERNEL_FRAME_H

#include "cap.h"
#include "ramtab.h"

#define FRAME_INDEX_SHIFT	20
#define FRAME_PAGE_MASK		0xfffffu

/* The stretch a Frame capability is mapped in, if it still lives. */
struct weak frame_stretch(const struct slot *frame);
void frame_mapped(struct slot *frame, uint32_t stretch_page, uint32_t index);
/* Unmap what this capability mapped, where the leaves still name it. */
void frame_unmap(struct slot *frame);

#endif
