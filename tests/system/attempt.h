/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * attempt.h - try something that should fault, and see how it does.
 */
#ifndef TESTS_ATTEMPT_H
#define TESTS_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/syscall.h>
#include <vesper/vesper.h>

/* Of a syndrome: the exception class, and the kind of an abort. */
#define CLASS(syndrome)		((unsigned)((syndrome) >> 26 & 0x3f))
#define CLASS_UNKNOWN		0x00u
#define CLASS_WAIT		0x01u
#define CLASS_SYSREG		0x18u
#define CLASS_FETCH		0x20u
#define CLASS_PC		0x22u
#define CLASS_DATA		0x24u
#define CLASS_SP		0x26u
#define CLASS_BREAK		0x3cu
#define KIND(syndrome)		((unsigned)((syndrome) >> 2 & 0xf))
#define KIND_TRANSLATION	1u
#define KIND_PERMISSION		3u

/* Call attempt(argument); true if it faulted, and *fault says how. */
bool attempt_faults(void (*attempt)(uint64_t argument), uint64_t argument,
		    struct vsp_fault *fault);

/* Things to attempt. */
void attempt_read(uint64_t address);
void attempt_write(uint64_t address);
void attempt_run(uint64_t address);

/* A page that is written through one stretch and run through another. */
struct code {
	uint32_t *write;	/* 1024 instructions */
	uint64_t run;		/* their address */
	vsp_slot run_stretch;
};

int code_create(struct code *code);
/* What was written from instruction `first` on can be run now. */
void code_publish(const struct code *code, unsigned first, unsigned count);

#endif
