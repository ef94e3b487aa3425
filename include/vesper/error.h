/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * error.h - the errors of the system calls, numbered and named in error.def.
 *
 * A system call returns one of these in x0.  Zero is success; on any other
 * value nothing has changed.  (But for a RETYPE of several objects that was
 * interrupted, and whose next slot was filled meanwhile: what it made stays.)
 */
#ifndef VESPER_ERROR_H
#define VESPER_ERROR_H

enum vsp_error {
#define VSP_ERROR(name, number, sentence) VSP_E_##name = number,
#include <vesper/error.def>
#undef VSP_ERROR
	VSP_E_COUNT
};

#define VSP_OK VSP_E_OK

#endif
