# SPDX-License-Identifier: BlueOak-1.0.0
#
# bench_test.sh - the report shows every figure beside its anchor, or fails.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
printf 'call\t192\t210\t56\tone way\nreply\t-\t-\t56\tback\n' >"$dir/anchors"

# report LOG-TEXT
report()
{
	printf '%s\n' "$1" >"$dir/log"
	perl "$srcdir/tests/bench/report.pl" "$dir/anchors" "$dir/log" 2>&1
}

# shows LOG-TEXT PATTERN: the report succeeds and has the line.
shows()
{
	report "$1" >"$dir/out" || return 1
	cat "$dir/out"
	grep -q "$2" "$dir/out"
}

refuses()
{
	if report "$1" >"$dir/out"; then
		return 1
	fi
	cat "$dir/out"
	grep -q "error: $2" "$dir/out"
}

claim figure_stands_beside_its_anchor shows "bench call 48" \
	"^call  *48  *56  *192  *210  *4.0  one way"
claim missed_goal_is_marked shows "bench call 57" "^call  *57  *> 56 "
claim figure_in_a_comment_counts shows "# bench call 48" "^call  *48"
claim figure_without_a_peer_is_shown shows "bench reply 50" \
	"^reply  *50  *56  *-  *-  *-  back"
claim no_figures_are_an_error refuses "1..0" "no figures"
claim unknown_figure_is_an_error refuses "bench cal 48" "no anchor for 'cal'"
claim two_different_counts_are_an_error refuses "bench call 48
bench call 49" "'call' is 48 and 49"

printf '/* a\n * b */\n\nint a; /* c */\n// d\nint b;\n' >"$dir/a.c"
printf 'int unseen;\n' >"$dir/a.h"
printf '#!/bin/sh\necho "  0 .text 00000010  0"\necho "  1 .data 20  0"\n' \
	>"$dir/objdump"
chmod +x "$dir/objdump"
sizes()
{
	perl "$srcdir/tests/bench/kernel-size.pl" "$dir/objdump" kernel \
		"$dir" a.c a.h >"$dir/out"
	cat "$dir/out"
	grep -qx "$1" "$dir/out"
}
claim comments_and_blanks_are_no_source_lines sizes "bench kernel_sloc 2"
claim only_code_counts_as_text sizes "bench kernel_text 16"
finish
