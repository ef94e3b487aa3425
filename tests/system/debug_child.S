/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * debug_child.S - a domain to be debugged.  Its handler resumes slot 0; what
 * runs there is debug_code.
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>

	.text
	.balign	VSP_UPCALL_SIZE
	.global	debug_vector
debug_vector:
	mov	x0, #0
	svc	#VSP_SYS_RESUME

	.balign	16
	.global	debug_code, debug_load, debug_call, debug_break, debug_end
debug_code:
	mov	x1, #40
	add	x1, x1, #2
debug_load:
	ldr	x3, [x2]		/* x2 is 0: a fault */
	b	debug_call
	mov	x1, #0
debug_call:
	svc	#99			/* no such system call: it returns */
	fmov	d7, x1
debug_break:
	brk	#0
	fmov	x4, d7
	str	x4, [x3]		/* x3 was written by the debugger */
debug_end:
	b	debug_end

	.section .note.GNU-stack, "", %progbits
