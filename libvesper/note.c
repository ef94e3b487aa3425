/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * note.c - what a domain itself adds to the kernel's trace: which of its
 * threads runs, and what its program has to say.
 */
#include <vesper/trace.h>

#include "internal.h"

_Static_assert(VSP_THREAD_NAME == 16, "a thread's name is two notes");

/* The first eight of a text, as a word. */
static uint64_t
characters(const char *text)
{
	uint64_t word = 0;

	for (unsigned i = 0; i < 8 && text[i] != '\0'; i++)
		word |= (uint64_t)(unsigned char)text[i] << 8 * i;
	return word;
}

bool
vsp_noting(void)
{
	return runtime.note != 0;
}

void
vsp_note(uint64_t detail, uint64_t a, uint64_t b)
{
	if (runtime.note != 0)
		vsp_trace_note(runtime.note, detail, a, b, NULL);
}

void
vsp_note_begin(const char *name, uint64_t value)
{
	vsp_note(VSP_NOTE_BEGIN, characters(name), value);
}

void
vsp_note_end(void)
{
	vsp_note(VSP_NOTE_END, 0, 0);
}

/* Its name is told once for each trace. */
void
note_thread(struct vsp_thread *thread)
{
	uint64_t self = (uint64_t)(uintptr_t)thread, serial = 0;

	vsp_trace_note(runtime.note, VSP_NOTE_THREAD, self, 0, &serial);
	if (serial == 0 || thread->noted == serial)
		return;
	thread->noted = serial;
	for (uint64_t i = 0; i < 2; i++)
		vsp_note(VSP_NOTE_NAME | VSP_NOTE_PART(i), self,
			 characters(&thread->name[8 * i]));
}
