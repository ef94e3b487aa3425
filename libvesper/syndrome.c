/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * syndrome.c - what a syndrome (ESR_EL1) says, in words.
 *
 * Arm Architecture Reference Manual, D17.2.37: bits 31..26 the exception
 * class; for aborts, bit 6 WnR and bits 5..0 the fault status, whose upper
 * four bits are its kind.
 */
#include <vesper/fault.h>

#define CLASS(syndrome)		((syndrome) >> 26 & 0x3f)
#define CLASS_SVC		0x15
#define CLASS_SYSREG		0x18
#define CLASS_FETCH		0x20
#define CLASS_PC		0x22
#define CLASS_DATA		0x24
#define CLASS_SP		0x26
#define CLASS_BREAK		0x3c
#define STATUS_KIND(syndrome)	((syndrome) >> 2 & 0xf)
#define KIND_TRANSLATION	1
#define KIND_PERMISSION		3
#define WNR			0x40u
#define CM			0x100u	/* cache maintenance: WnR is set too */

static bool
is_abort(uint64_t syndrome)
{
	return CLASS(syndrome) == CLASS_DATA || CLASS(syndrome) == CLASS_FETCH;
}

bool
vsp_fault_has_address(const struct vsp_fault *fault)
{
	return is_abort(fault->syndrome)
	       || CLASS(fault->syndrome) == CLASS_PC;
}

bool
vsp_fault_is_translation(const struct vsp_fault *fault)
{
	return is_abort(fault->syndrome)
	       && STATUS_KIND(fault->syndrome) == KIND_TRANSLATION;
}

bool
vsp_fault_is_write(const struct vsp_fault *fault)
{
	return CLASS(fault->syndrome) == CLASS_DATA
	       && (fault->syndrome & (WNR | CM)) == WNR;
}

static const char *
abort_kind(uint64_t syndrome)
{
	bool denied = STATUS_KIND(syndrome) == KIND_PERMISSION;

	if (CLASS(syndrome) == CLASS_FETCH)
		return denied ? "execution of memory that may not be executed"
			      : "execution of memory that is not there";
	if (syndrome & WNR)
		return denied ? "write to memory that may only be read"
			      : "write to memory that is not there";
	return denied ? "read of memory that may not be read"
		      : "read of memory that is not there";
}

const char *
vsp_fault_kind(uint64_t syndrome)
{
	if (is_abort(syndrome) && STATUS_KIND(syndrome) != 8)
		return abort_kind(syndrome);
	switch (CLASS(syndrome)) {
	case 0:
		return "undefined instruction";
	case CLASS_SVC:
		return "unknown system call";
	case CLASS_SYSREG:
		return "privileged instruction";
	case CLASS_PC:
		return "misaligned jump";
	case CLASS_DATA:
		return "misaligned access";
	case CLASS_SP:
		return "misaligned stack";
	case CLASS_BREAK:
		return "breakpoint";
	default:
		return "fault";
	}
}
