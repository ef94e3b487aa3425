/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * console.c - the console server: lines of all domains on one UART.
 *
 * Each client's bytes are kept until a line is complete, and the line is
 * written in one piece with the client's name before it, so that lines do not
 * mix.  With the argument "raw", bytes are written as they come.
 *
 * It serves in the CALL upcall: while it writes, callers wait at its door.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <vesper/vesper.h>

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

static void
write_text(const char *text)
{
	while (*text != '\0')
		pl011_put(*text++);
}

static void
line_end(struct client *client)
{
	write_text(client->name);
	write_text(" | ");
	for (size_t i = 0; i < client->length; i++)
		pl011_put(client->line[i]);
	write_text("\r\n");
	client->length = 0;
}

static void
line_put(struct client *client, char c)
{
	if (c == '\n') {
		line_end(client);
		return;
	}
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

static bool
serve(struct vsp_request *request)
{
	struct vsp_message *message = &request->message;
	int error = VSP_E_OP;

	if (message->word[0] == VSP_CONSOLE_WRITE)
		error = console_write(request->badge, message);
	else if (message->word[0] == VSP_CONSOLE_FLUSH)
		error = console_flush();
	message->word[0] = (uint64_t)error;
	return true;
}

int
main(int argc, char **argv)
{
	volatile void *uart = vsp_device("uart0", NULL);

	for (int i = 1; i < argc; i++)
		raw |= strcmp(argv[i], "raw") == 0;
	if (uart == NULL)
		return 1;
	pl011_init(uart);
	vsp_serve_forever(serve);
}
