/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * link.h - what the system description connects a domain to, by name.
 *
 * Each look-up is a search of the startup page; keep the result.
 */
#ifndef VESPER_LINK_H
#define VESPER_LINK_H

#include <stddef.h>
#include <stdint.h>

#include <vesper/invoke.h>
#include <vesper/startup.h>

/* This domain's own name. */
const char *vsp_name(void);

/* What init told: never NULL once main() runs. */
const struct vsp_startup *vsp_startup(void);

/* The link of this kind (enum vsp_link_kind) and name, or NULL. */
const struct vsp_startup_link *vsp_link(uint32_t kind, const char *name);

vsp_slot vsp_portal(const char *name);	/* 0: there is none */
vsp_slot vsp_channel(const char *name);
vsp_slot vsp_irq(const char *name, uint64_t *line, uint64_t *mask);

/* Let the events in `mask` be raised at this domain when the line interrupts,
 * and unmask it; the kernel masks it at each interrupt, vsp_irq_ack() unmasks
 * it again.  Errors: NOMEM (no slot), and those of bind. */
int vsp_irq_listen(vsp_slot irq, uint64_t line, uint64_t mask);

/* Address of a shared area or of device registers, NULL if there is none;
 * *bytes (may be NULL) gets the size. */
void *vsp_shared(const char *name, size_t *bytes);
volatile void *vsp_device(const char *name, size_t *bytes);

/* The name of the client that has this badge: a domain's name; "?" if init
 * told of none. */
const char *vsp_client_name(uint64_t badge);

/* What init told this scheduler of its children; *count gets how many. */
const struct vsp_startup_child *vsp_children(uint32_t *count);

#endif
