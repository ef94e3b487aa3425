/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * panic.c - the kernel's epitaph, and the only text it ever prints.
 *
 * It says what went wrong, and then only words, four in a line:
 *
 *	syndrome (ESR_EL1), address (FAR_EL1)
 *	x0 x1 x2 x3
 *	...
 *	x28 x29 x30 sp
 *	pc pstate tpidr
 */
#include "panic.h"

#include "board.h"

static void
put_text(const char *text)
{
	for (; *text != '\0'; text++)
		board_put_char(*text);
}

static void
put_words(const uint64_t *word, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		put_text(i % 4 == 0 ? "\n  " : "  ");
		for (int shift = 60; shift >= 0; shift -= 4)
			board_put_char("0123456789abcdef"[word[i] >> shift
							  & 15]);
	}
}

_Noreturn static void
epitaph(const char *what, const struct regs *r, uint64_t syndrome,
	uint64_t address)
{
	const uint64_t fault[] = { syndrome, address };

	put_text("\n*** vesper panic: ");
	put_text(what);
	if (r != NULL) {
		put_words(fault, 2);
		put_words(r->x, sizeof *r / sizeof r->x[0]);
	}
	put_text("\n");
	machine_stop();
}

void
panic(const char *what, const struct domain *d)
{
	if (d == NULL)
		epitaph(what, NULL, 0, 0);
	epitaph(what, &d->regs, d->syndrome, d->fault_address);
}

void
panic_fault(const struct regs *r, uint64_t syndrome, uint64_t address)
{
	epitaph("exception in the kernel", r, syndrome, address);
}
