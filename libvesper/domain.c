/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * domain.c - operations on domains.
 */
#include "ops.h"

int
vsp_domain_set_spaces(vsp_slot domain, vsp_slot cnode, vsp_slot pd)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_SET_SPACES,
			  OP_ARGS(cnode, pd)).error;
}

int
vsp_domain_set_entry(vsp_slot domain, uint64_t vector, uint64_t stack)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_SET_ENTRY,
			  OP_ARGS(vector, stack)).error;
}

int
vsp_domain_map_dcb(vsp_slot domain, vsp_slot stretch, uint64_t page,
		   uint64_t *address)
{
	return op_results(vsp_invoke(domain, VSP_OP_DOMAIN_MAP_DCB,
				     OP_ARGS(stretch, page)),
			  address, NULL, NULL);
}

int
vsp_domain_set_parent(vsp_slot domain, vsp_slot parent, uint64_t index)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_SET_PARENT,
			  OP_ARGS(parent, index)).error;
}

int
vsp_domain_start(vsp_slot domain)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_START, OP_ARGS(0)).error;
}

int
vsp_domain_stop(vsp_slot domain)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_STOP, OP_ARGS(0)).error;
}

int
vsp_domain_reset(vsp_slot domain)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_RESET, OP_ARGS(0)).error;
}

int
vsp_domain_cancel(vsp_slot domain, uint64_t call_number)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_CANCEL,
			  OP_ARGS(call_number)).error;
}

int
vsp_domain_info(vsp_slot domain, uint64_t *state, uint64_t *pc,
		uint64_t *ticks)
{
	return op_results(vsp_invoke(domain, VSP_OP_DOMAIN_INFO, OP_ARGS(0)),
			  state, pc, ticks);
}
