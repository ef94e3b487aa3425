/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * greeting.h - what the greeter and its guests say to each other.
 *
 * A request: word 0 is GREETING_PLEASE, word 1 the number of bytes that the
 * guest has written at the start of the shared area "names".  The answer: word
 * 0 is an enum vsp_error, word 1 how many guests there were.
 */
#ifndef GREETING_H
#define GREETING_H

#define GREETING_PLEASE	1
#define GREETING_BYTES	64

#endif
