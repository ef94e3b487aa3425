/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * promises.h - what the domains of promises.vsp tell the tester.
 */
#ifndef PROMISES_H
#define PROMISES_H

/* x1 jobs, x2 of them late, x3 the worst lateness in ticks (negative: before
 * the deadline), x4 calls served */
#define PROMISES_REPORT		100u
/* From a neighbour, now and then: x1 what it has done so far */
#define PROMISES_HOSTILE	101u

#define PROMISES_START_US	50000u

#endif
