/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tss.c - C11's thread-specific storage: values by key, with destructors.
 *
 * The values are a thread-local array.  A key is an index into it and, above
 * that, a number that grows each time the index is given out: so what a thread
 * left under a key that was deleted is nothing under the next.
 */
#include <stddef.h>
#include <threads.h>

#include "c11.h"

static struct {
	tss_t last;		/* given out */
	bool used;		/* it is not deleted */
	tss_dtor_t destructor;
} keys[VSP_TSS_MAX];

static _Thread_local struct {
	tss_t key;
	void *value;
} values[VSP_TSS_MAX];

static bool
exists(tss_t key)
{
	return keys[key % VSP_TSS_MAX].used
	       && keys[key % VSP_TSS_MAX].last == key;
}

int
tss_create(tss_t *key, tss_dtor_t destructor)
{
	bool enabled = vsp_disable();
	tss_t free = 0;

	while (free < VSP_TSS_MAX && keys[free].used)
		free++;
	if (free < VSP_TSS_MAX) {
		*key = (keys[free].last | (VSP_TSS_MAX - 1)) + 1 + free;
		keys[free].last = *key;
		keys[free].used = true;
		keys[free].destructor = destructor;
	}
	vsp_enable(enabled);
	return free < VSP_TSS_MAX ? thrd_success : thrd_error;
}

void
tss_delete(tss_t key)
{
	if (exists(key))
		keys[key % VSP_TSS_MAX].used = false;
}

void *
tss_get(tss_t key)
{
	tss_t i = key % VSP_TSS_MAX;

	return exists(key) && values[i].key == key ? values[i].value : NULL;
}

int
tss_set(tss_t key, void *value)
{
	tss_t i = key % VSP_TSS_MAX;

	if (!exists(key))
		return thrd_error;
	values[i].key = key;
	values[i].value = value;
	return thrd_success;
}

/* True if there was something to destroy: a destructor may set values. */
static bool
destroy_once(void)
{
	bool any = false;

	for (tss_t i = 0; i < VSP_TSS_MAX; i++) {
		void *value = tss_get(values[i].key);

		values[i].value = NULL;
		if (value == NULL || keys[i].destructor == NULL)
			continue;
		keys[i].destructor(value);
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
