# SPDX-License-Identifier: BlueOak-1.0.0
#
# growth.gp - growth.tsv as a picture with logarithmic axes, to standard output.
set terminal svg size 800,560 background "white"
set datafile separator "\t"
set logscale xy
set grid
set linetype 9 linecolor "gray40"
set linetype cycle 9
set key outside right
set xlabel "how many"
set ylabel "instructions"
names = system("cut -f 1 growth.tsv | uniq")
plot for [name in names] "growth.tsv" \
	using (strcol(1) eq name ? $2 : NaN):3 with linespoints \
	title name noenhanced
