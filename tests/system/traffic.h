/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * traffic.h - what the clients and servers of the traffic test have agreed on.
 *
 * A request is seven words; the answer's word 0 is their sum, word 1 the badge.
 * A request for TRAFFIC_REPORT alone asks a server what it has seen go wrong.
 */
#ifndef TRAFFIC_H
#define TRAFFIC_H

#include <vesper/vesper.h>

#define TRAFFIC_REPORT	(~0ull)
#define TRAFFIC_CLIENTS	4u
#define TRAFFIC_BADGE	10u	/* and the number of the client */

static inline uint64_t
traffic_sum(const struct vsp_message *message)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < VSP_NWORDS; i++)
		sum += message->word[i];
	return sum;
}

#endif
