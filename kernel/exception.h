/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * exception.h - the syndrome of an exception, ESR_EL1: its class (Arm ARM
 * D19.2.37), and the number of a system call.
 */
#ifndef KERNEL_EXCEPTION_H
#define KERNEL_EXCEPTION_H

#include <stdbool.h>
#include <stdint.h>

#define EC_SHIFT	26
#define EC_FP		0x07u	/* FP registers that are another's */
#define EC_SVC64	0x15u
#define EC_CODE_ABORT	0x20u
#define EC_PC_ALIGNMENT	0x22u
#define EC_DATA_ABORT	0x24u
#define EC_STEP		0x32u	/* an instruction of a lower level */

static inline uint32_t
exception_class(uint64_t syndrome)
{
	return (uint32_t)(syndrome >> EC_SHIFT) & 0x3f;
}

/* Only these set FAR_EL1 (Arm ARM D19.2.40).  At others it has the address of
 * an earlier fault, which may be another domain's. */
static inline bool
exception_has_address(uint32_t class)
{
	return class == EC_CODE_ABORT || class == EC_PC_ALIGNMENT
	       || class == EC_DATA_ABORT;
}

/* Of an SVC, its immediate. */
static inline uint32_t
exception_svc(uint64_t syndrome)
{
	return (uint32_t)syndrome & 0xffff;
}

#endif
