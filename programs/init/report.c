/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * report.c - what init has to say, in the names of the description.
 *
 * It goes to the console like anyone's; before the console runs, or if there
 * is none, straight to uart0.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <vesper/runtime.h>

#include "init.h"

#define LINE_BYTES	240u
#define UART_DATA	(0x00 / 4)
#define UART_FLAGS	(0x18 / 4)
#define UART_CONTROL	(0x30 / 4)
#define UART_FULL	0x20u
#define UART_ENABLED	0x301u

bool console_runs;

/* The last resort: the UART may be in use, but nothing else is left. */
static void
uart_write(const char *text)
{
	static volatile uint32_t *uart;

	if (uart == NULL) {
		uart = device_registers(UART0_ADDRESS);
		if (uart == NULL)
			return;
		uart[UART_CONTROL] = UART_ENABLED;
	}
	for (; *text != '\0'; text++) {
		while (uart[UART_FLAGS] & UART_FULL)
			;
		if (*text == '\n')
			uart[UART_DATA] = '\r';
		uart[UART_DATA] = (unsigned char)*text;
	}
}

void
report(const char *format, ...)
{
	char line[LINE_BYTES] = "init: ";
	size_t used = console_runs ? 0 : strlen(line);
	va_list args;

	va_start(args, format);
	vsnprintf(line + used, sizeof(line) - used, format, args);
	va_end(args);
	if (console_runs)
		printf("%s\n", line);
	else
		uart_write(line);
	if (!console_runs)
		uart_write("\n");
}

void
must(int error, const char *who, const char *what)
{
	static bool failing;

	if (error == VSP_OK)
		return;
	if (!failing) {
		failing = true;
		if (who != NULL)
			report("domain '%s': %s: %s", who, what,
			       vsp_strerror(error));
		else
			report("%s: %s", what, vsp_strerror(error));
	}
	power_off();
}

static const char *
segment_name(const struct vsp_image_segment *segment)
{
	if (segment->rights & VSP_R_EXEC)
		return "text";
	return segment->rights & VSP_R_WRITE ? "data" : "rodata";
}

/* "hello's text+0x1234": in whose program the address is, if in any. */
static bool
name_in_program(const struct domain *d, uint64_t address, char *text,
		size_t bytes)
{
	uint64_t offset = address - d->base;

	for (uint32_t i = 0; i < d->program->nsegments; i++) {
		const struct vsp_image_segment *segment =
			&d->program->segment[i];
		uint64_t start = segment->first_stretch * VSP_STRETCH_SIZE;

		if (offset - start >= segment->mem_bytes)
			continue;
		snprintf(text, bytes, " (%s+0x%llx of '%s')",
			 segment_name(segment),
			 (unsigned long long)(offset - start),
			 d->image->name);
		return true;
	}
	return false;
}

static bool
name_in_system(const struct domain *d, uint64_t address, char *text,
	       size_t bytes)
{
	uint64_t page = (address - d->system_address) >> VSP_PAGE_SHIFT;
	const char *part = "stack";

	if (address - d->system_address >= VSP_STRETCH_SIZE)
		return false;
	if (page < VSP_SYSTEM_STARTUP)
		part = "DCB";
	else if (page < VSP_SYSTEM_STARTUP + VSP_STARTUP_PAGES)
		part = "startup pages";
	else if (page == VSP_SYSTEM_STACK - 1)
		part = "guard page below the stack";
	else if (page < VSP_SYSTEM_STACK)
		part = "upcall stack";
	snprintf(text, bytes, " (%s of '%s')", part, d->image->name);
	return true;
}

/* Whose address it is, in words; "" if nobody's. */
static const char *
name_address(uint64_t address, char *text, size_t bytes)
{
	for (uint32_t i = 0; i < image->ndomains; i++)
		if (name_in_program(&domains[i], address, text, bytes)
		    || name_in_system(&domains[i], address, text, bytes))
			return text;
	return "";
}

static void
report_place(const char *what, uint64_t address)
{
	char name[80];

	report("  %s 0x%llx%s", what, (unsigned long long)address,
	       name_address(address, name, sizeof(name)));
}

void
report_fault(const struct domain *d, const char *thread,
	     const struct vsp_fault *fault)
{
	if (thread[0] != '\0')
		report("domain '%s', thread '%.*s', has failed: %s",
		       d->image->name, VSP_THREAD_NAME, thread,
		       vsp_fault_kind(fault->syndrome));
	else
		report("domain '%s' has failed: %s", d->image->name,
		       vsp_fault_kind(fault->syndrome));
	if (vsp_fault_has_address(fault))
		report_place("address", fault->address);
	report_place("pc", fault->pc);
}

void
report_handler_fault(const struct domain *d, const struct vsp_fault *fault)
{
	report("domain '%s' has failed in an upcall: %s", d->image->name,
	       vsp_fault_kind(fault->syndrome));
	report_place("pc", fault->pc);
}
