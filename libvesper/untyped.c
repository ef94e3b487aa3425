/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * untyped.c - operations on Untyped memory.
 */
#include "ops.h"

int
vsp_retype(vsp_slot untyped, const struct vsp_retype *what,
	   uint64_t *last_page)
{
	return op_results(vsp_invoke(untyped, VSP_OP_UNTYPED_RETYPE,
				     OP_ARGS(what->type, what->size_pages,
					     what->count, what->space,
					     what->first_slot,
					     what->offset_pages)),
			  last_page, NULL, NULL);
}

int
vsp_untyped_info(vsp_slot untyped, uint64_t *page, uint64_t *size_pages,
		 uint64_t *used_pages)
{
	return op_results(vsp_invoke(untyped, VSP_OP_UNTYPED_INFO, OP_ARGS(0)),
			  page, size_pages, used_pages);
}
