/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * input.h - what is typed at the console, and who waits to read it.
 *
 * Not reentrant: the functions are called disabled.
 */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/ipc.h>

/* A byte was typed.  Gives what is to be echoed, a string. */
const char *input_type(char c);

/* A domain asks for a line.  True: *request is an answer, to it or (by another
 * token) to an earlier one of the same domain; else it is kept, for
 * input_serve(). */
bool input_read(struct vsp_request *request);

/* The answer to one who waits, if there is a line for him. */
bool input_serve(uint64_t *token, struct vsp_message *answer);

#endif
