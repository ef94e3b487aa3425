/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * exception.h - the syndrome of an exception, ESR_EL1: its class (Arm ARM
 * D19.2.37), and the number of a system call.
 */
#ifndef KERNEL_EXCEPTION_H
#define KERNEL_EXCEPTION_H

#include <stdint.h>

#define EC_SHIFT	26
#define EC_FP		0x07u	/* FP registers that are another's */
#define EC_SVC64	0x15u
#define EC_DATA_ABORT	0x24u
#define EC_STEP		0x32u	/* an instruction of a lower level */

static inline uint32_t
exception_class(uint64_t syndrome)
{
	return (uint32_t)(syndrome >> EC_SHIFT) & 0x3f;
}

/* Of an SVC, its immediate. */
static inline uint32_t
exception_svc(uint64_t syndrome)
{
	return (uint32_t)syndrome & 0xffff;
}

#endif
