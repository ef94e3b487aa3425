/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * kind.c - the kinds of records, and what their details mean in words.
 */
#include <vesper/error.h>

#include "trace.h"

const struct kind kinds[VSP_TRACE_COUNT] = {
#define VSP_TRACE(name, number, detail, a, b, text) \
	[number] = { #name, detail, a, b },
#include <vesper/trace.def>
#undef VSP_TRACE
};

static const char *const entries[] = {
	"ACTIVATE", "CALL", "REPLY", "FAULT", "CHILD"
};
static const char *const system_calls[] = {
	"CALL", "REPLY", "WAIT", "RESUME", "DISPATCH", "ACTIVATE", "SIGNAL",
	"INVOKE"
};
static const char *const reasons[] = {
	"NONE", "WAIT", "EXPIRED", "PREEMPTED", "FAULT", "GONE"
};
static const char *const changes[] = {
	"MADE", "STARTED", "STOPPED", "RESET", "PARENT", "KILLED", "CANCELLED"
};
static const char *const notes[] = {
	"MARK", "BEGIN", "END", "THREAD", "NAME"
};
static const char *const errors[] = {
#define VSP_ERROR(name, number, sentence) [number] = #name,
#include <vesper/error.def>
#undef VSP_ERROR
};

#define NAMES(list) { list, sizeof(list) / sizeof(list[0]) }

static const struct {
	const char *const *name;
	size_t n;
} details[VSP_TRACE_COUNT] = {
	[VSP_TRACE_UPCALL] = NAMES(entries),
	[VSP_TRACE_SYSCALL] = NAMES(system_calls),
	[VSP_TRACE_RETURN] = NAMES(reasons),
	[VSP_TRACE_LIFE] = NAMES(changes),
	[VSP_TRACE_NOTE] = NAMES(notes),
};

const char *
detail_name(const struct vsp_trace_record *r)
{
	unsigned detail = r->detail;

	if (r->kind == VSP_TRACE_NOTE)
		detail &= 0xff;
	return detail < details[r->kind].n ? details[r->kind].name[detail]
					   : NULL;
}

const char *
error_name(uint64_t error)
{
	return error < sizeof errors / sizeof *errors ? errors[error] : "?";
}
