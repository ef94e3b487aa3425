/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * queue.c - requests that came and that no thread has taken yet.
 *
 * A ring, used disabled only.
 */
#include "internal.h"

static struct vsp_request ring[VSP_QUEUE];
static uint32_t put_count, take_count;

_Static_assert((VSP_QUEUE & (VSP_QUEUE - 1)) == 0,
	       "the counts wrap around with the ring");

bool
queue_put(const struct vsp_request *request)
{
	if (put_count - take_count == VSP_QUEUE)
		return false;
	request_copy(&ring[put_count++ % VSP_QUEUE], request);
	return true;
}

bool
queue_take(struct vsp_request *request)
{
	if (put_count == take_count)
		return false;
	request_copy(request, &ring[take_count++ % VSP_QUEUE]);
	return true;
}
