#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# reports_test.sh - what init says of domains that end otherwise than well.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

boot()
{
	sh "$srcdir/tests/boot" "$1" | tr -d '\r' >>"$dir/console"
}

said()
{
	grep -q "^$1\$" "$dir/console"
}

lacks()
{
	! said "$1"
}

boot tests/system/libc.img
boot tests/system/survive.img
boot tests/system/bomb.img
boot tests/system/threads.img
boot tests/system/c11.img
claim an_exit_status_is_told \
	said "init | domain 'leaver' exited with status 3"
claim a_main_thread_that_exits_has_no_status \
	lacks "init | domain 'c11' exited with status .*"
claim what_was_written_before_the_end_is_not_lost said "leaver | half a line"
claim nobody_writes_in_anothers_name \
	said "leaver | ?init | ?\[2Klies"
claim a_fault_is_told_by_its_kind \
	said "init | domain 'null_write' has failed: write to memory that .*"
claim a_faults_address_is_told said "init |   address 0x8"
claim a_faults_place_in_the_program_is_told \
	said "init |   pc 0x[0-9a-f]* (text+0x[0-9a-f]* of 'null_write')"
claim a_fault_while_disabled_is_told \
	said "init | domain 'null_in_handler' has failed in an upcall: .*"
claim a_domain_that_stopped_itself_is_told \
	said "init | domain 'stop_itself' has stopped itself"
claim a_thread_that_overflows_its_stack_is_told_by_name \
	said "init | domain 'deep', thread 'digger', has failed: write to .*"
claim what_a_thread_wrote_last_is_not_lost \
	said "threads | # no line but written"
claim threads_write_whole_lines test "$(grep -Ec \
	'^threads \| # (line [0-4] of|and half a line of) (anna|bert) *\|?$' \
	"$dir/console")" -eq 20
finish
