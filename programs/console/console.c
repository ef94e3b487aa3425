/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * console.c - the console server: lines of all domains on one UART, and lines
 * that are typed there for whoever reads.
 *
 * Each client's bytes are kept until a line is complete, and the line is
 * written in one piece with the client's name before it, so that lines do not
 * mix.  With the argument "raw", bytes are written as they come.
 *
 * It serves in the CALL upcall: while it writes, callers wait at its door.  The
 * main thread takes what is typed, upon the UART's interrupt; a domain that
 * reads is answered when a line is complete.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "input.h"
#include "pl011.h"

#define CLIENTS		65	/* all that init can build, and init */
#define LINE_BYTES	200u

struct client {
	bool used;
	uint64_t badge;
	const char *name;
	size_t length;
	char line[LINE_BYTES];
};

static struct client clients[CLIENTS];
static bool raw;
static bool unfinished;	/* the line on the screen, by a prompt or an echo */
static bool listening;	/* it was given the UART's interrupt */

static void
write_text(const char *text)
{
	while (*text != '\0')
		pl011_put(*text++);
}

/* Not behind a prompt, or what is being typed. */
static void
line_begin(const struct client *client)
{
	if (unfinished)
		write_text("\r\n");
	unfinished = false;
	write_text(client->name);
	write_text(" | ");
	for (size_t i = 0; i < client->length; i++)
		pl011_put(client->line[i]);
}

static void
line_end(struct client *client)
{
	line_begin(client);
	write_text("\r\n");
	client->length = 0;
}

/* What moves the cursor could go back and write another's name. */
static void
line_put(struct client *client, char c)
{
	if (c == '\n') {
		line_end(client);
		return;
	}
	if (((unsigned char)c < ' ' && c != '\t') || c == '\177')
		c = '?';
	if (client->length == LINE_BYTES)
		line_end(client);
	client->line[client->length++] = c;
}

/* Init is no client in the description: it builds what is described. */
static const char *
client_name(uint64_t badge)
{
	const char *name = vsp_client_name(badge);

	return strcmp(name, "?") == 0 ? "init" : name;
}

static struct client *
client_find(uint64_t badge)
{
	struct client *client = clients;

	while (client < &clients[CLIENTS - 1] && client->used
	       && client->badge != badge)
		client++;
	if (!client->used) {
		client->used = true;
		client->badge = badge;
		client->name = client_name(badge);
	}
	return client;
}

static int
console_write(uint64_t badge, const struct vsp_message *message)
{
	const char *bytes = (const char *)&message->word[2];
	uint64_t count = message->word[1];

	if (count > VSP_CONSOLE_BYTES)
		return VSP_E_ARG;
	for (uint64_t i = 0; i < count; i++) {
		if (raw)
			pl011_put(bytes[i]);
		else
			line_put(client_find(badge), bytes[i]);
	}
	return VSP_OK;
}

static int
console_flush(void)
{
	for (struct client *client = clients; client < &clients[CLIENTS];
	     client++)
		if (client->length != 0)
			line_end(client);
	pl011_drain();
	return VSP_OK;
}

/* A prompt is a line that is not complete: show it before it is answered. */
static void
show_prompt(uint64_t badge)
{
	struct client *client = client_find(badge);

	if (client->length != 0)
		line_begin(client);
	unfinished |= client->length != 0;
	client->length = 0;
}

/* Without the interrupt, nothing can ever be read: the end of the file. */
static bool
console_read(struct vsp_request *request)
{
	struct vsp_message *message = &request->message;

	if (!listening) {
		message->word[0] = VSP_OK;
		message->word[1] = 0;
		return true;
	}
	if (!raw)
		show_prompt(request->badge);
	return input_read(request);
}

static bool
serve(struct vsp_request *request)
{
	struct vsp_message *message = &request->message;
	int error = VSP_E_OP;

	if (message->word[0] == VSP_CONSOLE_READ)
		return console_read(request);
	if (message->word[0] == VSP_CONSOLE_WRITE)
		error = console_write(request->badge, message);
	else if (message->word[0] == VSP_CONSOLE_FLUSH)
		error = console_flush();
	message->word[0] = (uint64_t)error;
	return true;
}

/* Disabled, for the handler uses the same buffers. */
static void
take_typed(void)
{
	bool enabled = vsp_disable();
	char c;

	while (pl011_get(&c)) {
		const char *echo = input_type(c);

		if (raw || *echo == '\0')
			continue;
		write_text(echo);
		unfinished = strchr(echo, '\n') == NULL;
	}
	vsp_enable(enabled);
}

static bool
next_answer(uint64_t *token, struct vsp_message *answer)
{
	bool enabled = vsp_disable();
	bool found = input_serve(token, answer);

	vsp_enable(enabled);
	return found;
}

static void
answer_readers(void)
{
	struct vsp_message answer;
	uint64_t token;

	while (next_answer(&token, &answer))
		vsp_reply(token, &answer);
}

int
main(int argc, char **argv)
{
	volatile void *uart = vsp_device("uart0", NULL);
	uint64_t line = 0, event = 0;
	vsp_slot irq;

	for (int i = 1; i < argc; i++)
		raw |= strcmp(argv[i], "raw") == 0;
	if (uart == NULL)
		return 1;
	pl011_init(uart);
	irq = vsp_irq("uart0", &line, &event);
	if (irq == VSP_SLOT_NONE)
		vsp_serve_forever(serve);
	if (vsp_irq_listen(irq, line, event) != VSP_OK)
		return 1;
	listening = true;
	pl011_listen();
	vsp_serve(serve);
	for (;;) {
		vsp_wait_events(event);
		take_typed();
		vsp_irq_ack(irq, line);
		answer_readers();
	}
}
