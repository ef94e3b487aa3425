/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tss.c - C11's thread-specific storage: values by key, with destructors.
 *
 * The values are a thread-local array; a key is an index.
 */
#include <stddef.h>
#include <threads.h>

#include "c11.h"

static struct {
	bool used;
	tss_dtor_t destructor;
} keys[VSP_TSS_MAX];

static _Thread_local void *values[VSP_TSS_MAX];

int
tss_create(tss_t *key, tss_dtor_t destructor)
{
	bool enabled = vsp_disable();
	tss_t free = 0;

	while (free < VSP_TSS_MAX && keys[free].used)
		free++;
	if (free < VSP_TSS_MAX) {
		keys[free].used = true;
		keys[free].destructor = destructor;
	}
	vsp_enable(enabled);
	*key = free;
	return free < VSP_TSS_MAX ? thrd_success : thrd_error;
}

void
tss_delete(tss_t key)
{
	if (key < VSP_TSS_MAX)
		keys[key].used = false;
}

void *
tss_get(tss_t key)
{
	return key < VSP_TSS_MAX ? values[key] : NULL;
}

int
tss_set(tss_t key, void *value)
{
	if (key >= VSP_TSS_MAX || !keys[key].used)
		return thrd_error;
	values[key] = value;
	return thrd_success;
}

/* True if there was something to destroy: a destructor may set values. */
static bool
destroy_once(void)
{
	bool any = false;

	for (tss_t key = 0; key < VSP_TSS_MAX; key++) {
		void *value = values[key];

		values[key] = NULL;
		if (value == NULL || !keys[key].used
		    || keys[key].destructor == NULL)
			continue;
		keys[key].destructor(value);
		any = true;
	}
	return any;
}

void
tss_destroy(void)
{
	for (int i = 0; i < TSS_DTOR_ITERATIONS && destroy_once(); i++)
		continue;
}
