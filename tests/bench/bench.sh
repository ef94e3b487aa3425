#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# bench.sh - the table of `make bench', and bench.tsv beside it.
#
#	bench.sh SRCDIR KERNEL_SOURCE...
#
# irqs_off.tsv, which tests/sweep/irqs_off.sh makes, gives irqs_off_max, the
# longest that an interrupt waits, and the name of the operation.
#
# lateness.tsv, which tests/sched/lateness.sh makes, has the worst lateness of
# domains with reservations.
#
# Everything is counted in instructions, but for kernel_text (bytes of code that
# stays: what only boots is given to the root program) and kernel_sloc (lines).
# anchors.tsv has seL4's figure and our goal for each.
# baseline.tsv has what gcc gave before: more than 1 % above its median is an
# error; to accept it, `make figures'.  Time in the emulator is
# virtual, so figures of different runs compare.
set -u
export LC_ALL=C
srcdir=$1
shift
here=$srcdir/tests/bench
log=tests/bench/bench.console
case ${CC-} in
*gcc*) baseline=$here/baseline.tsv ;;
*) baseline=/dev/null ;;
esac

if ! sh "$srcdir/tests/boot" tests/bench/bench.img >"$log"; then
	cat "$log"
	echo "bench: error: the image did not run to its end" >&2
	exit 1
fi

sloc()
{
	for file in "$@"; do
		case $file in
		*.c | *.S) cat "$srcdir/$file" ;;
		esac
	done | awk -f "$here/sloc.awk"
}

text_bytes()
{
	size=$(readelf -SW kernel/vesper.elf |
		sed -n 's/^.*\] \.text  *[A-Z]* *[0-9a-f]* [0-9a-f]* //p')
	echo $((0x${size%% *}))
}

{
	tr -d '\r' <"$log" | sed -n 's/^bench | # bench //p'
	for name in kernel_text kernel_sloc; do
		case $name in
		kernel_text) n=$(text_bytes) ;;
		kernel_sloc) n=$(sloc "$@") ;;
		esac
		echo "$name $n $n $n"
	done
	awk 'NR == 1 { print "irqs_off_max", $2, $2, $2 }' irqs_off.tsv
} | tr ' ' '\t' >bench.tsv

awk -F '\t' -v OFS='\t' '
FILENAME ~ /anchors/ { sel4[$1] = $2; goal[$1] = $3; next }
FILENAME ~ /baseline/ { base[$1] = $3; next }
FILENAME ~ /irqs_off/ {
	if (FNR == 1)
		worst = $1
	next
}
FNR == 1 {
	format = "%-18s %8s %8s %8s %8s %7s %8s  %s\n"
	printf format, "", "min", "median", "max", "seL4", "ratio", "goal", ""
}
{
	aimed = goal[$1] != "-"
	verdict = !aimed ? "" : $3 <= goal[$1] ? "met" : "not met"
	if ($1 == "irqs_off_max")
		verdict = verdict ": " worst
	if ($1 in base && $3 > base[$1] * 1.01) {
		verdict = verdict ", WORSE than " base[$1]
		worse++
	}
	printf format, $1, $2, $3, $4, sel4[$1],
		sprintf("%.1f", sel4[$1] / ($3 ? $3 : 1)), goal[$1], verdict
	met += aimed && $3 <= goal[$1]
	n += aimed
}
END {
	printf "%d of %d goals met\n", met, n
	exit worse != 0 || n == 0
}' "$here/anchors.tsv" "$baseline" irqs_off.tsv bench.tsv
status=$?
echo "interrupts wait at most, in instructions (piece + way out):"
awk -F '\t' '{ printf "%-24s %6d %6d + %-5d %s\n", $1, $2, $3, $4, $5 }' \
	irqs_off.tsv
echo "the same while everything is traced: $(awk -F '\t' \
	'NR == 1 { print $2 " at most (" $1 ")" }' irqs_off_traced.tsv)"
echo "ten domains, 95 % reserved, hostile neighbours, ten seconds: how long" \
	"after the"
echo "deadline the last instruction came at worst, in instructions:"
awk -F '\t' '{ printf "%-24s %6d jobs %4d late %12d\n", $1, $2, $3, $4 }' \
	lateness.tsv
if grep -q 'not ok' "$log"; then
	grep 'not ok' "$log"
	echo "bench: error: what was measured did not do what it should" >&2
	status=1
fi
exit $status
