/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * panic.c - the kernel's epitaph, and the only text it ever prints.
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
put_hex(uint64_t value)
{
	for (int shift = 60; shift >= 0; shift -= 4)
		board_put_char("0123456789abcdef"[value >> shift & 15]);
}

static void
put_named(const char *name, uint64_t value)
{
	put_text(name);
	put_hex(value);
}

static void
put_registers(const struct regs *r)
{
	for (unsigned i = 0; i < 31; i++) {
		put_text(i % 4 == 0 ? "\n  x" : "  x");
		board_put_char((char)('0' + i / 10));
		board_put_char((char)('0' + i % 10));
		put_named(" ", r->x[i]);
	}
	put_named("\n  pc  ", r->pc);
	put_named("  sp  ", r->sp);
	put_named("  pstate ", r->pstate);
	put_text("\n");
}

void
panic(const char *what, const struct domain *d)
{
	put_text("\n*** vesper panic: ");
	put_text(what);
	if (d != NULL) {
		put_named("\n  domain at page ", address_page(d));
		put_named("  syndrome ", d->syndrome);
		put_registers(&d->regs);
	} else {
		put_text("\n");
	}
	machine_stop();
}

void
panic_fault(const struct regs *r, uint64_t syndrome, uint64_t address)
{
	put_text("\n*** vesper panic: exception in the kernel");
	put_named("\n  syndrome ", syndrome);
	put_named("  address ", address);
	put_registers(r);
	machine_stop();
}
