/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * isolation.h - what the attacker can ask the victim for: word[0].
 */
#ifndef TESTS_ISOLATION_H
#define TESTS_ISOLATION_H

#define VICTIM_WHERE	1	/* answer: _, addresses of its data, code,
				   stack, heap, DCB */
#define VICTIM_INTACT	2	/* answer: _, 1 if all is as it was */
#define VICTIM_NWHERE	5
#define VICTIM_NOTICE	0x6563696e746f6eull	/* in the area "notice" */

#endif
