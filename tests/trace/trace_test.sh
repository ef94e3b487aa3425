#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# trace_test.sh - vsp-trace shows a small trace as golden/ says, refuses each
# bad/NAME.log with the messages in bad/NAME.err, and its files are read by
# those they are for.
#
# With UPDATE_GOLDEN=1 what it says now is what it is to say.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

here=$(cd "$srcdir/tests/trace" && pwd) || exit 1
tool=$(pwd)/tools/vsp-trace/vsp-trace
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# same NAME: $dir/NAME is golden.
same()
{
	[ -z "${UPDATE_GOLDEN-}" ] || cp "$dir/$1" "$here/golden/$1"
	diff "$here/golden/$1" "$dir/$1"
}

# shows OPTION NAME
shows()
(
	cd "$here" && "$tool" "$1=$dir/$2" small.log && same "$2"
)

# refused NAME
refused()
(
	cd "$here/bad" || return 1
	"$tool" --text "$1.log" >"$dir/out" 2>"$dir/err"
	status=$?
	[ -z "${UPDATE_GOLDEN-}" ] || cp "$dir/err" "$1.err"
	diff "$1.err" "$dir/err" || return 1
	if test $status != 1 || test -s "$dir/out"; then
		echo "status $status, or there is output"
		return 1
	fi
)

usage_error()
{
	"$tool" "$@" >"$dir/out" 2>"$dir/err"
	[ $? -eq 2 ] && grep -q '^hint: vsp-trace --help' "$dir/err"
}

# Nothing is written if one file cannot be.
reports_what_cannot_be_written()
{
	"$tool" --svg="$dir/no/where.svg" "$here/small.log" 2>"$dir/err"
	[ $? -eq 1 ] && grep -q "error: output '.*where.svg': cannot" \
		"$dir/err"
}

babeltrace()
{
	"$tool" --ctf="$dir/ctf" "$here/small.log" &&
		babeltrace2 --clock-seconds "$dir/ctf" >"$dir/small.ctf" &&
		same small.ctf
}

records()
{
	[ "$(wc -l <"$dir/small.ctf")" -eq "$(grep -c '^tracer | @R' "$here/small.log")" ]
}

# The columns of the summary add up to the length of the trace.
adds_up()
{
	"$tool" "$here/small.log" | awk '
	NR == 1 { ticks = $7 }
	NF > 10 && NR > 3 { charged += $(NF - 10); ran += $(NF - 9) }
	$1 == "idle" { ran += $2 }
	END { exit ticks == 0 || charged != ticks || ran != ticks }'
}

claim text_is_golden shows --text small.text
claim summary_is_golden shows --summary small.summary
claim picture_is_golden shows --svg small.svg
claim events_for_perfetto_are_golden shows --perfetto small.json
claim times_of_the_summary_add_up adds_up
claim events_for_perfetto_nest perl "$here/perfetto.pl" "$dir/small.json"
needs xmllint picture_is_xml xmllint --noout "$dir/small.svg"
needs babeltrace2 babeltrace2_reads_what_was_recorded babeltrace
needs babeltrace2 babeltrace2_reads_every_record records
for file in "$here"/bad/*.log; do
	name=${file##*/}
	claim "${name%.log}" refused "${name%.log}"
done
claim a_log_must_be_given usage_error
claim one_log_is_given usage_error "$here/small.log" "$here/small.log"
claim an_unknown_option_is_refused usage_error --frobnicate
claim a_time_must_be_a_number usage_error --from=x "$here/small.log"
claim a_file_that_cannot_be_written_is_told reports_what_cannot_be_written
finish
