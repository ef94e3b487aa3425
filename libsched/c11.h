/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * c11.h - what the two files of C11's threads know of each other.
 */
#ifndef LIBSCHED_C11_H
#define LIBSCHED_C11_H

/* tss.c: call the destructors of the thread's values. */
void tss_destroy(void);

#endif
