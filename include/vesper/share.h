/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * share.h - give another domain the buffer behind a pointer.
 *
 * The address space is one: the peer uses the same pointer.  What is given is
 * a right on the whole stretch (2 MiB) in which the buffer lies, so make
 * buffers to be shared with vsp_buffer_create(); malloc()ed memory shares its
 * neighbours as well.
 *
 *	giver				receiver
 *	vsp_share(portal, p, n, R)	a request VSP_SHARE_GIVE: {_, p, n, R}
 *	  derives a grant		  the capability arrives, is attached
 *	vsp_unshare(&share)		its next access is its own page fault
 */
#ifndef VESPER_SHARE_H
#define VESPER_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vesper/invoke.h>
#include <vesper/proto.h>

#define VSP_SHARES 32		/* shares a domain can hold at a time */

/* A grant that was made: what is needed to take it back. */
struct vsp_share {
	vsp_slot grant;		/* parent of what the peer got; 0: none */
	const void *address;
	size_t bytes;
};

/* Give the domain behind `portal` the rights VSP_R_READ, with VSP_R_WRITE or
 * VSP_R_EXEC, on the stretch of `address`.  Blocks until the peer answers.
 * Errors: EMPTY (the address is in no stretch of mine), ARG (the buffer is in
 * more than one), NOMEM (no slot), those of the call, and what the peer
 * answered. */
int vsp_share(vsp_slot portal, const void *address, size_t bytes,
	      uint64_t rights, struct vsp_share *share);

/* Take a grant back: at once, whatever the peer does. */
int vsp_unshare(struct vsp_share *share);

/* Receiver: be ready to take shares, or any capability, from now on.  Errors:
 * NOMEM (no slot). */
int vsp_share_accept(void);

/* Receiver: may this client's (badge) buffer be used with at least these
 * rights, as far as the client itself has shared it?  Ask for every request;
 * the client can take the right back at any time, so touch the memory with
 * vsp_copy_from() and its like (fault.h). */
bool vsp_share_check(uint64_t badge, const void *address, size_t bytes,
		     uint64_t rights);

/* Receiver: forget what this client shared at `address`. */
void vsp_share_drop(uint64_t badge, const void *address);

#endif
