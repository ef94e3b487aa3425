/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * isolation_victim.c - has memory, says where, and looks whether it is intact.
 */
#include <stdlib.h>
#include <string.h>

#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "isolation.h"

#define BYTES 4096u
#define FILL 0xa7

static uint8_t data[BYTES];
static uint8_t *heap;
static uint8_t *stack;

static bool
filled(const uint8_t *at, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (at[i] != FILL)
			return false;
	return true;
}

static bool
intact(void)
{
	const uint64_t *notice = vsp_shared("notice", NULL);

	return filled(data, BYTES) && filled(heap, BYTES) && filled(stack, 64)
	       && *notice == VICTIM_NOTICE;
}

static uint64_t
at(const void *pointer)
{
	return (uint64_t)(uintptr_t)pointer;
}

static void
serve(uint64_t *word)
{
	if (word[0] == VICTIM_INTACT) {
		word[1] = intact();
		return;
	}
	word[1] = at(data);
	word[2] = (uint64_t)(uintptr_t)intact;
	word[3] = at(stack);
	word[4] = at(heap);
	word[5] = at(vsp_dcb);
}

int
main(void)
{
	uint8_t on_stack[64];
	uint64_t *notice = vsp_shared("notice", NULL);

	stack = on_stack;
	heap = malloc(BYTES);
	if (heap == NULL || notice == NULL)
		return 1;
	memset(data, FILL, BYTES);
	memset(heap, FILL, BYTES);
	memset(stack, FILL, sizeof(on_stack));
	*notice = VICTIM_NOTICE;
	for (;;) {
		struct vsp_request request;

		vsp_receive(&request);
		serve(request.message.word);
		vsp_reply(request.token, &request.message);
	}
}
