/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * vesper.h - what programs need of libvesper; not its timers, notes, debugging,
 * and what threads are made with, which have headers of their own.
 */
#ifndef VESPER_VESPER_H
#define VESPER_VESPER_H

#include <vesper/cache.h>
#include <vesper/clock.h>
#include <vesper/fault.h>
#include <vesper/invoke.h>
#include <vesper/ipc.h>
#include <vesper/link.h>
#include <vesper/memory.h>
#include <vesper/proto.h>
#include <vesper/share.h>

/* The errno that corresponds to an enum vsp_error. */
int vsp_errno(int error);

/* End the domain without flushing anything: what _exit() does. */
_Noreturn void vsp_exit(int status);

#endif
