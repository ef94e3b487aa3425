/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pingpong.h - what a client and the server say to each other.
 */
#ifndef PINGPONG_H
#define PINGPONG_H

/* Request: word[0] this, word[1] a number.
 * Answer: word[0] an error, word[1] the number + 1, word[2] how often this
 * client has called. */
#define PINGPONG_PING 1

#endif
