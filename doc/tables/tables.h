/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tables.h - the manual's tables, made from the headers they describe.
 */
#ifndef TABLES_H
#define TABLES_H

/* Each prints one table to standard output. */
void operations_md(void);
void operations_texi(void);
void errors_texi(void);
void layout_texi(void);
void limits_texi(void);
/* The claims of the conformance suite that show the kernel's, one a line. */
void limits_claims(void);

void records_texi(void);

/* Print text with what Texinfo takes for commands quoted; `word` becomes
 * @code{word}. */
void put_texi(const char *text);

#endif
