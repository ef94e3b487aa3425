#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# image_test.sh - what a system does (examples/trace) is recorded, written to
# its console, and shown, from its first to its last record.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/trace/shown.sh"

# number DOMAIN COLUMN: of the summary.
number()
{
	awk -v domain="$1" -v column="$2" '
	NR == 3 { for (i = 1; i <= NF; i++) at[$i] = i }
	$1 == domain { print $at[column] }' "$dir/summary"
}

names_the_domains()
{
	for name in init console tracer pong alice bob tick; do
		[ -n "$(number $name runs)" ] || { echo "no $name"; return 1; }
	done
	! grep -q '^page' "$dir/summary"
}

# pong answers alice three times and bob twice, and writes each time.
counts_calls()
{
	[ "$(number pong served)" -eq 5 ] && [ "$(number pong calls)" -eq 5 ] &&
	[ "$(number alice calls)" -eq 7 ] && [ "$(number bob calls)" -eq 5 ]
}

# The driver waits for three interrupts, and answers each.
counts_interrupts()
{
	[ "$(number tick irqs)" -eq 3 ] && [ "$(number tick events)" -eq 3 ]
}

# alice may write notes: the library notes her one thread by its name.
shows_threads()
{
	grep -q '>main</text>' "$dir/svg" &&
		grep -q '"name":"thread_name","args":{"name":"main"}' \
			"$dir/json"
}

# A server runs on its callers' time: nothing is charged to it then.
charges_callers()
{
	[ "$(number console charged)" -eq 0 ] &&
		[ "$(number console ran)" -gt 0 ]
}

adds_up()
{
	awk '
	NR == 1 { ticks = $7; lost = $3 }
	$1 == "all" { charged = $2; ran = $3 }
	END { exit lost != 0 || ticks == 0 || charged != ticks || \
		ran != ticks }' "$dir/summary"
}

claim system_with_a_tracer_powers_off_by_itself record examples/trace/trace.img
claim its_trace_is_shown show
claim its_domains_are_named names_the_domains
claim its_calls_are_counted counts_calls
claim its_interrupts_are_counted counts_interrupts
claim its_threads_are_named shows_threads
claim its_servers_run_on_their_callers_time charges_callers
claim its_times_add_up_and_nothing_is_lost adds_up
claim_it_is_readable
finish
