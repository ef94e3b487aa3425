/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * frame.c - operations on frames.
 */
#include "ops.h"

int
vsp_frame_unmap(vsp_slot frame)
{
	return vsp_invoke(frame, VSP_OP_FRAME_UNMAP, OP_ARGS(0)).error;
}

int
vsp_frame_info(vsp_slot frame, uint64_t *physical, uint64_t *size_pages)
{
	return op_results(vsp_invoke(frame, VSP_OP_FRAME_INFO, OP_ARGS(0)),
			  physical, size_pages, NULL);
}
