#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# growth_test.sh - the slopes of `make bench-growth', and the paths of `make mca'.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

slopes()
{
	awk -f "$srcdir/tests/bench/growth_slopes.awk" "$1"
}

# says NAME WORD...: the words of its line, but for the first four.
says()
{
	slopes "$dir/good.tsv" >"$dir/out" || return 1
	name=$1
	shift
	cat "$dir/out"
	[ "$(awk -v name="$name" '$1 == name { print $5, $6, $7, $8 }' \
		"$dir/out")" = "$*" ]
}

refused()
{
	! slopes "$1" && slopes "$1" | grep error:
}

tsv()
{
	printf '%s\t%s\t%s\n' "$@"
}

tsv rising 1 13 rising 10 40 rising 100 310 \
	level 1 69 level 64 69 \
	nearly 1 100 nearly 2 104 nearly 3 101 \
	zigzag 1 10 zigzag 2 100 zigzag 3 20 zigzag 4 5 >"$dir/good.tsv"
tsv rising 1 13 rising ten 40 >"$dir/bad.tsv"
: >"$dir/empty.tsv"
claim a_line_has_its_slope says rising 3.000 10.0 1.0000 linear
claim what_stays_is_flat says level 0.000 69.0 1.0000 flat
claim what_differs_by_five_percent_is_flat says nearly 0.500 100.7 0.0577 flat
claim what_no_line_explains_is_neither says zigzag -9.500 57.5 0.0756 neither
claim what_is_no_measurement_is_refused refused "$dir/bad.tsv"
claim no_measurements_are_refused refused "$dir/empty.tsv"

mca()
{
	sh "$srcdir/tests/bench/mca.sh" "$@" 2>&1
}

# priced PATH: more cycles than half its instructions, of which there are some.
priced()
{
	mca kernel/vesper.elf "$1" >"$dir/out"
	status=$?
	cat "$dir/out"
	awk -v path="$1" '$1 == path { found = $2 > 9 && $4 > $2 / 2 }
		END { exit !found }' "$dir/out" && [ $status -eq 0 ]
}

# has PATH REGEX: one of the path's instructions.
has()
{
	SHOW=1 mca kernel/vesper.elf "$1" | grep -q "$2"
}

not_found()
{
	mca "$@" >"$dir/out" && return 1
	cat "$dir/out"
	grep -q error: "$dir/out"
}

if ! command -v llvm-mca >/dev/null; then
	skip fast_paths_are_priced "llvm-mca is not installed (Debian: llvm)"
elif ! $NM kernel/vesper.elf | grep -q ' restore_to_slow$'; then
	claim a_kernel_without_fast_paths_has_none not_found kernel/vesper.elf
else
	for path in null call reply signal; do
		claim "path_of_${path}_is_priced" priced "$path"
	done
	claim a_call_changes_the_address_space has call 'msr.ttbr0_el1'
	claim a_path_that_is_none_is_refused \
		not_found kernel/vesper.elf nonsense
	claim what_is_no_kernel_has_no_paths not_found tests/bench/growth call
fi
finish
