/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cache.h - cache maintenance by address, for code and for DMA.
 *
 * Ordinary memory is coherent between domains: nobody who only shares it needs
 * this.  Two kinds of readers look past the data cache: the instruction
 * fetch, and a device that does DMA.
 *
 * Each works on all lines (64 bytes on a Cortex-A53, CTR_EL0 says) that the
 * bytes touch, which must be mapped: else it is a fault like that of a read.
 * (Arm ARM DDI 0487, B2.4.4 for code and D7.5 for the rest.)
 */
#ifndef VESPER_CACHE_H
#define VESPER_CACHE_H

#include <stddef.h>

/* Instructions were written at `written`, and are to be run at `run`: the same
 * address, or that of another stretch which maps the same frame.  Afterwards
 * the new ones are fetched. */
void vsp_code_publish(const void *written, const void *run, size_t bytes);

/* To memory: before a device reads what the processor wrote. */
void vsp_cache_clean(const void *start, size_t bytes);

/* To memory, and out of the cache: before a device writes there, and once
 * more before the processor reads what it wrote. */
void vsp_cache_flush(const void *start, size_t bytes);

#endif
