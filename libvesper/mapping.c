/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * mapping.c - operations on stretches and protection domains.
 */
#include "ops.h"

int
vsp_map(vsp_slot stretch, vsp_slot frame, uint64_t page, uint64_t rights)
{
	return vsp_invoke(stretch, VSP_OP_STRETCH_MAP,
			  OP_ARGS(frame, page, rights, 0)).error;
}

int
vsp_map_uncached(vsp_slot stretch, vsp_slot frame, uint64_t page,
		 uint64_t rights)
{
	return vsp_invoke(stretch, VSP_OP_STRETCH_MAP,
			  OP_ARGS(frame, page, rights, 1)).error;
}

int
vsp_unmap(vsp_slot stretch, uint64_t page, uint64_t size_pages)
{
	return vsp_invoke(stretch, VSP_OP_STRETCH_UNMAP,
			  OP_ARGS(page, size_pages)).error;
}

int
vsp_attach(vsp_slot stretch, vsp_slot pd, uint64_t rights, uint64_t *address)
{
	return op_results(vsp_invoke(stretch, VSP_OP_STRETCH_ATTACH,
				     OP_ARGS(pd, rights)),
			  address, NULL, NULL);
}

int
vsp_detach(vsp_slot stretch)
{
	return vsp_invoke(stretch, VSP_OP_STRETCH_DETACH, OP_ARGS(0)).error;
}

int
vsp_stretch_info(vsp_slot stretch, uint64_t *address, uint64_t *attached)
{
	return op_results(vsp_invoke(stretch, VSP_OP_STRETCH_INFO, OP_ARGS(0)),
			  address, attached, NULL);
}

int
vsp_pd_info(vsp_slot pd, uint64_t *asid, uint64_t *tables_used)
{
	return op_results(vsp_invoke(pd, VSP_OP_PD_INFO, OP_ARGS(0)),
			  asid, tables_used, NULL);
}
