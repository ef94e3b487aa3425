/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * call.c - the records of calls that are out, and the tokens that name them.
 *
 * A record is in its caller: call[n].  A server's unanswered clients are a
 * list of records, the newest first.  A token is a record's identity and its
 * generation, which goes on when the call is over: so it is good once.
 *
 * Who gives the server its time is, ordinarily, the caller of the first record;
 * else `donor` says.  So the list does not change without a look at that.
 */
#include "call.h"

uint64_t
call_token(const struct call *call)
{
	return (uint64_t)call->generation << 32 | call->identity;
}

void
call_link(struct call *call, struct domain *server)
{
	struct domain *donor = domain_donor(server);

	call->server = server;
	call->prev = NULL;
	call->next = server->clients;
	if (server->clients != NULL)
		server->clients->prev = call;
	server->clients = call;
	server->headless = false;
	server->parked = call->next != NULL;
	domain_set_donor(server, donor);
}

void
call_unlink(struct call *call)
{
	struct domain *server = call->server, *d = call_caller(call);
	struct domain *donor = domain_donor(server);

	call->server = NULL;
	call->generation++;
	if (call->next != NULL)
		call->next->prev = call->prev;
	if (call->prev != NULL) {
		call->prev->next = call->next;
	} else {
		server->clients = call->next;
		server->headless = call->next != NULL;
	}
	server->parked = server->headless || (server->clients != NULL
					      && server->clients->next != NULL);
	call->next = call->prev = NULL;
	domain_set_donor(server, donor);
	if (d->frame != FRAME_ATSVC && domain_out(d) == call)
		d->callee = 0;
}

struct call *
call_find(struct domain *server, uint64_t token)
{
	uint32_t page = (uint32_t)token >> 4;
	struct domain *d;
	struct call *call;

	if (token == 0) {
		call = domain_client(server);
		return call != NULL && call_caller(call)->dying ? NULL : call;
	}
	if (page >= ramtab_npages()
	    || ramtab_role(ramtab_word(page)) != PAGE_DOMAIN)
		return NULL;
	d = page_address(page);
	call = &d->call[token % VSP_NCALLS];
	if (call->server != server || call->generation != token >> 32)
		return NULL;
	return call;
}
