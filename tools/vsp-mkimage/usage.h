/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * usage.h - what a system takes of the machine's memory and stretch tables.
 */
#ifndef USAGE_H
#define USAGE_H

#include "image.h"

#define USAGE_TABLES	512u	/* stretch tables there are */

struct domain_usage {
	uint64_t objects;	/* bytes: Domain, PD, CNode, system pages */
	uint64_t segments;
	uint64_t stack, memory;
	uint64_t total;
	unsigned tables;	/* stretch tables, its own included */
};

struct usage {
	uint64_t kernel;	/* as it lies in memory */
	uint64_t boot;		/* what the kernel takes more: RamTab, ... */
	uint64_t payload;
	uint64_t tables_region;
	struct domain_usage *domain;
	uint64_t domains, shared;
	uint64_t total, ram, free;	/* free: 0 if it does not fit */
	unsigned tables_init, tables_devices, tables_shared, tables;
};

unsigned domain_slots_pages(const struct domain *dom);
unsigned domain_links(const struct desc *d, const char *name);
void usage_compute(struct usage *u, const struct system *s,
		   uint64_t payload_bytes);
void usage_free(struct usage *u);

/* report.c, json.c */
enum report_format { REPORT_TEXT, REPORT_JSON };

void report_print(FILE *to, enum report_format format, const struct system *s,
		  const struct image *image, const struct usage *u,
		  const char *output);
void report_json(FILE *to, const struct system *s, const struct image *image,
		 const struct usage *u, const char *output);
void report_map(struct blob *to, const struct system *s,
		const struct image *image);

/* gdb.c */
void gdb_script(struct blob *to, const struct system *s,
		const struct image *image);

#endif
