/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * exit.c - the end of a domain: init is told, and does not answer.
 *
 * In an upcall, or disabled, no call can be made; then the domain stops
 * itself, which init sees too, though without the status.
 */
#include <unistd.h>
#include <vesper/startup.h>
#include <vesper/vesper.h>

_Noreturn void
vsp_exit(int status)
{
	struct vsp_message message = { .word = {
		VSP_INIT_EXIT, (uint64_t)(unsigned)status,
	} };

	if (vsp_call(VSP_SLOT_INIT, &message) != VSP_OK)
		vsp_domain_stop(VSP_SLOT_DOMAIN);
	for (;;)
		vsp_sleep_until(VSP_FOREVER);
}

void
_exit(int status)
{
	vsp_exit(status);
}
