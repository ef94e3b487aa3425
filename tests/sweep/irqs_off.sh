#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# irqs_off.sh - how long an interrupt waits, at most: a line for each operation
# of irqs_off.img, the worst first.
#
#	irqs_off.sh SRCDIR OUTPUT
#
# Those made while everything is traced go to irqs_off_traced.tsv beside it.
#
# OUTPUT is tab-separated: operation, instructions, the longest piece, the
# longest way out after it, the call that it was, and where the piece begins
# and ends.  irqs_off_plugin.c counts, and says what the figures mean.
set -u
export LC_ALL=C
srcdir=$1
output=$2
here=tests/sweep
log=$here/irqs_off.console
counts=$here/irqs_off.counts

vectors=$($NM kernel/vesper.elf | sed -n 's/ T vectors$//p')
BOOT_ICOUNT_SHIFT=4 sh "$srcdir/tests/boot" $here/irqs_off.img -plugin \
	"file=$here/irqs_off_plugin.so,vectors=0x$vectors" >"$log" 2>"$counts"
status=$?
if [ $status -ne 0 ]; then
	cat "$log" "$counts"
	echo "irqs_off: error: the image did not run to its end; the emulator" \
		"must be one that can load plugins" >&2
	exit 1
fi
if grep 'not ok\|Bail out' "$log"; then
	echo "irqs_off: error: an operation did not do what it should" >&2
	exit 1
fi

$NM -n kernel/vesper.elf >$here/irqs_off.symbols
tr -d '\r' <"$log" | sed -n 's/^tester | # irqs_off //p' |
awk -v OFS='\t' '
BEGIN {
	split("CALL REPLY WAIT RESUME DISPATCH ACTIVATE SIGNAL INVOKE", call, " ")
	call[17] = "exception"
	call[18] = "interrupt"
}
function place(address,    low, high, middle) {
	low = 1
	high = nsymbols
	while (low < high) {
		middle = int((low + high + 1) / 2)
		if (at[middle] <= address)
			low = middle
		else
			high = middle - 1
	}
	return symbol[low]
}
FILENAME ~ /symbols$/ {
	if (NF == 3) {
		at[++nsymbols] = $1
		symbol[nsymbols] = $3
	}
	next
}
FILENAME == "-" { name[$1] = $2; next }
$3 > most[$1] {
	most[$1] = $3
	line[$1] = $4 OFS $5 OFS call[$2 + 1] OFS place($6) OFS place($7)
}
END {
	for (phase in most)
		print name[phase], most[phase], line[phase]
}' $here/irqs_off.symbols - $counts | sort -t "$(printf '\t')" -k 2nr \
	>$here/irqs_off.all
grep -v '_traced' $here/irqs_off.all >"$output"
grep '_traced' $here/irqs_off.all >"${output%.tsv}_traced.tsv"
