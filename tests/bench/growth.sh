#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# growth.sh - the tables of `make bench-growth', growth.tsv and growth.svg.
#
#	growth.sh SRCDIR
#
# growth.tsv has a line for each measurement: name, how many, instructions.
set -u
export LC_ALL=C
srcdir=$1
here=$srcdir/tests/bench
log=tests/bench/growth.console

if ! sh "$srcdir/tests/boot" tests/bench/growth.img >"$log"; then
	cat "$log"
	echo "growth: error: the image did not run to its end" >&2
	exit 1
fi
if grep 'not ok\|Bail out' "$log"; then
	echo "growth: error: what was measured did not do what it should" >&2
	exit 1
fi
tr -d '\r' <"$log" | sed -n 's/^growth | # growth //p' | tr ' ' '\t' \
	>growth.tsv
awk -F '\t' '{ print "growth", $1, $2, $3, "instructions" }' growth.tsv
echo
awk -f "$here/growth_slopes.awk" growth.tsv || exit 1

if ! command -v gnuplot >/dev/null; then
	echo "growth.svg was not made: there is no gnuplot (Debian's" \
		"gnuplot-nox)"
	exit 0
fi
gnuplot "$here/growth.gp" >growth.svg.new || exit 1
sed '1a\
<!-- SPDX-License-Identifier: BlueOak-1.0.0 -->\
<!-- growth.svg - what operations cost, by what there is; make bench-growth -->
' growth.svg.new >growth.svg && rm -f growth.svg.new
echo "growth.svg shows them"
