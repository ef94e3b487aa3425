/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * invoke.c - the system call INVOKE.
 */
#include <vesper/invoke.h>
#include <vesper/syscall.h>

struct vsp_result
vsp_invoke(vsp_slot slot, uint64_t op, const struct vsp_args *args)
{
	register uint64_t x0 __asm__("x0") = args->x[0];
	register uint64_t x1 __asm__("x1") = args->x[1];
	register uint64_t x2 __asm__("x2") = args->x[2];
	register uint64_t x3 __asm__("x3") = args->x[3];
	register uint64_t x4 __asm__("x4") = args->x[4];
	register uint64_t x5 __asm__("x5") = args->x[5];
	register uint64_t x6 __asm__("x6") = 0;
	register uint64_t x7 __asm__("x7") = op;
	register uint64_t x8 __asm__("x8") = slot;

	__asm__ volatile("svc %9"
			 : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3), "+r"(x4),
			   "+r"(x5), "+r"(x6), "+r"(x7), "+r"(x8)
			 : "i"(VSP_SYS_INVOKE)
			 : "x9", "x10", "x11", "x12", "x13", "x14", "x15",
			   "x16", "x17", "cc", "memory");
	return (struct vsp_result){
		.error = (int)x0, .x1 = x1, .x2 = x2, .x3 = x3,
		.x4 = x4, .x5 = x5,
	};
}
