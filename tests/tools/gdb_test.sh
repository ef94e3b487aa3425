# SPDX-License-Identifier: BlueOak-1.0.0
#
# gdb_test.sh - the debugger knows, from what vsp-mkimage --gdb wrote, where each
# domain's program lies, and stops in it.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

image=examples/pingpong/pingpong.img
debugger=${GDB:-gdb-multiarch}
if ! command -v "$debugger" >/dev/null; then
	skip debugger_stops_in_a_domain "there is no $debugger"
	finish
	exit
fi
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# debug COMMAND...: each is the debugger's.
debug()
{
	set -- "$image" -batch -nx "$@"
	GDB=$debugger timeout -k 5 120 \
		sh "$srcdir/tools/vsp-run/vsp-run" --gdb "$@" \
		</dev/null >"$dir/log" 2>&1
	cat "$dir/log"
}

says()
{
	grep -Eq -- "$1" "$dir/log"
}

claim debugger_ends debug -ex 'break pong.c:main' -ex continue -ex bt \
	-ex 'p $pc - (long)$base1' -ex 'break vsp_call' -ex continue -ex bt \
	-ex 'p $base2 != $base3'
claim it_first_stops_where_all_is_loaded says 'breakpoint 1, serve \(\)'
claim it_names_each_domains_place says "^domain 'alice' at 0x4[0-9a-f]*00000\$"
claim it_stops_in_main_of_a_server says 'Breakpoint 2, .*main \(\) at .*/pong\.c:'
claim it_stops_in_a_call_of_a_client says 'Breakpoint 3[.0-9]*, .*vsp_call \('
claim it_tells_who_has_called says '^#[1-9] .* main \(.*/ping\.c:'
claim two_domains_of_one_program_lie_apart says '^\$2 = 1$'
finish
