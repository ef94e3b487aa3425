/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * told.c - what actors recorded, in letters; see actor.h.
 */
#include <stdio.h>
#include <string.h>

#include "abi.h"
#include "stage.h"

const char *
reason_name(unsigned reason)
{
	static const char *const name[] = {
		"NONE", "WAIT", "EXPIRED", "PREEMPTED", "FAULT", "GONE",
	};

	return reason <= VSP_CHILD_GONE ? name[reason] : "?";
}

/* What is behind the letter. */
static int
put_detail(char *text, size_t bytes, const struct record *r)
{
	unsigned long long x0 = r->x[0], x1 = r->x[1];
	uint64_t error = record_call_error(r);

	switch (r->kind) {
	case VSP_UPCALL_ACTIVATE:
		x0 &= VSP_EVENT_USER;
		if (x1 != 0)
			return snprintf(text, bytes, "%llx/%llx.", x0, x1);
		return x0 != 0 ? snprintf(text, bytes, "%llx.", x0) : 0;
	case VSP_UPCALL_REPLY:
		return error != 0 ? snprintf(text, bytes, "%x.",
					     (unsigned)error) : 0;
	case VSP_UPCALL_CHILD:
		return snprintf(text, bytes, "%llx:%llx.", x0, x1);
	case RECORD_RETURNED:
		return x0 != 0 ? snprintf(text, bytes, "%llx.", x0) : 0;
	default:
		return 0;
	}
}

void
actor_text(char text[ACTOR_TEXT], const struct actor *a)
{
	static const char letter[] = "ACRFHrd";
	size_t used = 0;

	for (unsigned i = 0; i < a->memory->written
	     && i < ACTOR_NRECORDS && used < ACTOR_TEXT - 32; i++) {
		const struct record *r = record(a, i);

		text[used++] = letter[r->kind % 7];
		used += (size_t)put_detail(text + used, ACTOR_TEXT - used, r);
	}
	text[used] = '\0';
}

bool
actor_told(const struct actor *a, const char *text, int line)
{
	char got[ACTOR_TEXT];

	actor_text(got, a);
	if (strcmp(got, text) == 0)
		return true;
	printf("# line %d: recorded %s, not %s\n", line, got, text);
	return false;
}
