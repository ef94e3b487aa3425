# SPDX-License-Identifier: BlueOak-1.0.0
#
# lib_handlers_test.sh - upcall handlers are closed: what runs in an upcall
# calls nothing that was not built for it.
#
# The compiler itself may put in calls of memcpy() and its like, which use FP
# registers, and those belong to the thread that was preempted.  And errno
# would be looked for in the DCB.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# symbols ARCHIVE TYPES: names of its symbols of these types
symbols()
{
	"$NM" "$1" 2>/dev/null | awk -v types="$2" '
		NF >= 2 && index(types, $(NF - 1)) { print $NF }' | sort -u
}

# What thread.S has is assembler; the rest is run once, at the start.
allowed="fp_default fp_load fp_save fp_touch runtime_start thread_activate thread_block
thread_call thread_continue thread_land thread_leave thread_load thread_reply
thread_with_tls"

closed()
{
	symbols "$1" TtDdBbRrVvW >"$dir/have"
	printf '%s\n' $allowed >>"$dir/have"
	sort -u "$dir/have" >"$dir/known"
	symbols "$1" U >"$dir/want"
	[ -s "$dir/want" ] || return 1
	comm -23 "$dir/want" "$dir/known" >"$dir/foreign"
	sed 's/^/# calls /' "$dir/foreign"
	[ ! -s "$dir/foreign" ]
}

# Policies, and the scheduler of domains, call handlers and each other.
policies_are_closed()
{
	symbols libvesper/.libs/libhandlers.a TtDdBbRrVvW >"$dir/have"
	symbols libsched/.libs/libvesper-sched.a TtDdBbRrVvW >>"$dir/have"
	sort -u "$dir/have" >"$dir/known"
	for file in domains policy reservations round_robin stride; do
		symbols "libsched/libvesper_sched_la-$file.o" U
	done | sort -u >"$dir/want"
	[ -s "$dir/want" ] || return 1
	comm -23 "$dir/want" "$dir/known" >"$dir/foreign"
	sed 's/^/# calls /' "$dir/foreign"
	[ ! -s "$dir/foreign" ]
}

claim handlers_call_only_what_was_built_for_upcalls \
	closed libvesper/.libs/libhandlers.a
claim policies_call_only_what_was_built_for_upcalls policies_are_closed
finish
