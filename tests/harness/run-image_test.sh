# SPDX-License-Identifier: BlueOak-1.0.0
#
# run-image_test.sh - nothing that goes wrong in an image may look like
# success.
#
# Most cases use a shell script as emulator, which says what a bad image would;
# the last ones use the real one.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
real_qemu=${QEMU:-qemu-system-aarch64}

: >"$dir/image"

# output_of SCRIPT: what run-image makes of an emulator that runs SCRIPT.
output_of()
{
	printf '#!/bin/sh\n%s\n' "$1" >"$dir/qemu"
	chmod +x "$dir/qemu"
	QEMU=$dir/qemu sh "$srcdir/tests/run-image" -t "$2" "$dir/image"
}

# says SCRIPT LINE...: the output has exactly these lines, comments aside.
says()
{
	output_of "$1" "${limit-20}" | grep -v '^#' >"$dir/got"
	shift
	printf '%s\n' "$@" >"$dir/expected"
	diff "$dir/expected" "$dir/got"
}

comments_on()
{
	output_of "$1" 20 | grep -qxF "# $2"
}

ends_soon()
{
	limit=600 says "$@"
}

hangs()
{
	limit=1 says "$@"
}

good='echo 1..2; echo "ok 1 - a"; echo "ok 2 - b"'
claim good_tap_passes says "$good" "ok 1 - a" "ok 2 - b" "1..2"
claim carriage_returns_are_dropped \
	says 'printf "1..1\r\nok 1 - a\r\n"' "ok 1 - a" "1..1"
claim name_of_the_domain_is_dropped \
	says 'echo "a-b | 1..1"; echo "a-b | ok 1 - c | d"' "ok 1 - c | d" "1..1"
claim other_words_before_a_result_make_it_none \
	says 'echo 1..1; echo "a b | ok 1"; echo "a | b | ok 1"; echo ok 1' \
	"ok 1" "1..1"
claim last_line_needs_no_newline \
	says 'echo 1..1; printf "ok 1 - a"' "ok 1 - a" "1..1"
claim other_output_becomes_a_comment \
	comments_on 'echo hello; echo 1..1; echo ok 1' hello
claim a_failure_stays_a_failure \
	says 'echo 1..1; echo "not ok 1 - a"' "not ok 1 - a" "1..1"
claim hang_is_a_failure hangs "$good; exec sleep 60" "ok 1 - a" "ok 2 - b" \
	"not ok 3 - run-image: hang: no end within 1 s" "1..3"
claim panic_is_a_failure says "$good"'; echo "*** vesper panic: x"' \
	"ok 1 - a" "ok 2 - b" "not ok 3 - run-image: *** vesper panic: x" "1..3"
claim panic_does_not_wait_for_the_guard \
	ends_soon 'echo "*** vesper panic: x"; echo x0=1; exec sleep 600' \
	"not ok 1 - run-image: *** vesper panic: x" "1..1"
claim epitaph_is_shown \
	comments_on 'echo "*** vesper panic: x"; echo x0=1; exec sleep 600' x0=1
claim emulator_failure_is_a_failure says "$good; exit 3" "ok 1 - a" \
	"ok 2 - b" "not ok 3 - run-image: the emulator failed with status 3" \
	"1..3"
claim missing_plan_is_a_failure \
	says 'echo ok 1' "ok 1" "not ok 2 - run-image: no plan" "1..2"
claim silence_is_a_failure says : "not ok 1 - run-image: no plan" "1..1"
claim short_plan_is_a_failure says 'echo 1..3; echo ok 1' "ok 1" \
	"not ok 2 - run-image: the plan is for 3 claims, but 1 were made" "1..2"
claim long_plan_is_a_failure says 'echo 1..1; echo ok 1; echo ok 2' \
	"ok 1" "ok 2" \
	"not ok 3 - run-image: the plan is for 1 claims, but 2 were made" "1..3"
claim empty_plan_is_a_failure says 'echo 1..0' \
	"not ok 1 - run-image: the plan is for no claims" "1..1"
claim second_plan_is_a_failure says 'echo 1..1; echo ok 1; echo 1..1' \
	"ok 1" "not ok 2 - run-image: a second plan: 1..1" "1..2"

# For the real emulator: an image of one instruction, `b .'.
QEMU=$real_qemu
printf '\000\000\000\024' >"$dir/hang.img"
real_says()
{
	image=$1
	shift
	sh "$srcdir/tests/run-image" -t 3 "$image" |
		grep -v '^#' >"$dir/got"
	printf '%s\n' "$@" >"$dir/expected"
	diff "$dir/expected" "$dir/got"
}
claim real_hang_is_a_failure real_says "$dir/hang.img" \
	"not ok 1 - run-image: hang: no end within 3 s" \
	"not ok 2 - run-image: no plan" "1..2"
claim missing_image_is_a_failure real_says "$dir/none.img" \
	"not ok 1 - run-image: the emulator failed with status 1" \
	"not ok 2 - run-image: no plan" "1..2"
finish
