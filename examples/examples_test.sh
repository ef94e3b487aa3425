#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# examples_test.sh - each example says what its transcript says, and ends.
#
# Lines of one domain have to be in order; which domain comes first is not
# told.  Addresses are written 0x... in transcripts.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# The order of domains, not of their lines; and no records of a trace.
by_domain()
{
	sed '/^tracer | @/d; s/0x[0-9a-f][0-9a-f]*/0x.../g' "$@" | LC_ALL=C sort -s -t '|' -k 1,1
}

# boot NAME IMAGE: its console, in $dir/NAME; fails unless the image ends.
boot()
{
	sh "$srcdir/tests/boot" "$2" >"$dir/$1.raw"
	status=$?
	tr -d '\r' <"$dir/$1.raw" >"$dir/$1"
	[ $status -eq 0 ] || cat "$dir/$1"
	return $status
}

# Nothing that is typed before the console listens is kept.
type_at_prompt()
{
	until grep -q '> $' "$dir/shell.raw" 2>/dev/null; do
		sleep 0.2
	done
	cat "$srcdir/examples/shell/typed"
}

typed()
{
	type_at_prompt | BOOT_SLEEP=on "$@"
}

# says NAME TRANSCRIPT...
says()
{
	by_domain "$dir/$1" >"$dir/said"
	shift
	by_domain "$@" >"$dir/expected"
	diff "$dir/expected" "$dir/said"
}

# The address that the producer names is the first that the consumer reads,
# and the one it may not read later.
same_address()
{
	grep -o '0x[0-9a-f]*' "$dir/$1" | sort | uniq -c | sort -rn |
		awk 'NR == 1 { exit $1 != 3 }'
}

# The lines that are neither a prompt nor an echo.
answers_of_shell()
{
	grep '^shell | [^>]' "$dir/shell" |
		diff "$srcdir/examples/shell/transcript" -
}

# Without an echo nobody could edit what he types; other lines may come in
# between, but not within what one key is echoed as.
shell_echoes()
{
	grep -qF '^U' "$dir/shell"
}

transcripts=
for example in camera hello lottery pingpong ring selfpage share threads tick; do
	here=$srcdir/examples/$example
	claim "${example}_powers_off_by_itself" \
		boot $example examples/$example/$example.img \
		</dev/null
	claim "${example}_says_what_its_transcript_says" \
		says $example "$here/transcript"
	# Those that need a scheduler of their own are not in the demo.
	case $example in
	camera | lottery) ;;
	*) transcripts="$transcripts $here/transcript" ;;
	esac
done
claim shell_ends_with_its_input typed boot shell \
	examples/shell/shell.img
claim shell_answers_what_is_typed answers_of_shell
claim shell_shows_what_is_typed shell_echoes
claim share_names_one_address_in_both_domains same_address share
claim demo_powers_off_by_itself boot demo examples/demo.img \
	</dev/null
# shellcheck disable=SC2086 # a list
claim demo_says_what_all_the_transcripts_say says demo $transcripts
finish
