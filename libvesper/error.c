/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * error.c - the names and texts of the errors, and their errno.
 */
#include <errno.h>
#include <vesper/vesper.h>

static const char *const names[] = {
#define VSP_ERROR(name, number, sentence) [number] = #name,
#include <vesper/error.def>
#undef VSP_ERROR
};

static const char *const texts[] = {
#define VSP_ERROR(name, number, sentence) [number] = #name ": " sentence,
#include <vesper/error.def>
#undef VSP_ERROR
};

static const int errnos[VSP_E_COUNT] = {
	[VSP_E_OK] = 0,
	[VSP_E_NOCAP] = EBADF,
	[VSP_E_TYPE] = EINVAL,
	[VSP_E_RIGHT] = EACCES,
	[VSP_E_OP] = ENOSYS,
	[VSP_E_ARG] = EINVAL,
	[VSP_E_OCCUPIED] = EEXIST,
	[VSP_E_NOMEM] = ENOMEM,
	[VSP_E_FULL] = ENOSPC,
	[VSP_E_DEPTH] = EMLINK,
	[VSP_E_GONE] = EPIPE,
	[VSP_E_STATE] = EBUSY,
	[VSP_E_EMPTY] = ENOENT,
	[VSP_E_BUSY] = EAGAIN,
	[VSP_E_OVERLOAD] = ENOSPC,
};

const char *
vsp_error_name(int error)
{
	return error >= 0 && error < VSP_E_COUNT ? names[error] : "?";
}

const char *
vsp_strerror(int error)
{
	return error >= 0 && error < VSP_E_COUNT ? texts[error]
						 : "?: not a Vesper error";
}

int
vsp_errno(int error)
{
	return error >= 0 && error < VSP_E_COUNT ? errnos[error] : EINVAL;
}
