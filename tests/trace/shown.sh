# SPDX-License-Identifier: BlueOak-1.0.0
#
# shown.sh - for tests of a system that is recorded: boot it, show what its
# tracer wrote in every form, and see whether those they are for can read it.
#
#	. "$srcdir/tests/trace/shown.sh"
#	claim it_is_recorded record tests/trace/crew.img
#	claim its_trace_is_shown show
#	claim_it_is_readable
#
# What is shown is in $dir: log, text, summary, svg, json, ctf/ and ctf.text.
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

record()
{
	sh "$srcdir/tests/boot" "$1" >"$dir/log"
}

show()
{
	tools/vsp-trace/vsp-trace --text="$dir/text" --svg="$dir/svg" \
		--summary="$dir/summary" --perfetto="$dir/json" \
		--ctf="$dir/ctf" "$dir/log"
}

babeltrace()
{
	babeltrace2 --clock-seconds "$dir/ctf" >"$dir/ctf.text" &&
		has_all_records "$dir/ctf.text"
}

# As many as there are lines in FILE.
has_all_records()
{
	[ "$(grep -c '^tracer | @R' "$dir/log")" -eq "$(wc -l <"$1")" ]
}

claim_it_is_readable()
{
	claim text_has_every_record has_all_records "$dir/text"
	needs xmllint its_picture_is_xml xmllint --noout "$dir/svg"
	claim its_events_for_perfetto_nest \
		perl "$srcdir/tests/trace/perfetto.pl" "$dir/json"
	needs babeltrace2 babeltrace2_reads_every_record babeltrace
}
