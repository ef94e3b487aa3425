# SPDX-License-Identifier: BlueOak-1.0.0
#
# growth_slopes.awk - how costs grow: a line for each name in growth.tsv.
#
# The line through the points by least squares.  `flat' if no count is more
# than 5 % above the smallest; `linear' if the line explains 99 % of the
# variance; else `neither'.
BEGIN {
	FS = OFS = "\t"
	format = "%-20s %7s %9s %9s %9s %10s %8s  %s\n"
}
NF != 3 || $2 !~ /^[0-9]+$/ || $3 !~ /^[0-9]+$/ {
	print "growth_slopes: error: line " NR " is not a measurement: " $0
	bad = 1
	exit 1
}
!($1 in n) {
	name[++names] = $1
	least[$1] = most[$1] = $3
}
{
	n[$1]++
	x[$1] += $2
	y[$1] += $3
	xx[$1] += $2 * $2
	xy[$1] += $2 * $3
	yy[$1] += $3 * $3
	last[$1] = $2
	if ($3 < least[$1])
		least[$1] = $3
	if ($3 > most[$1])
		most[$1] = $3
}
function show(k,    across, down, both, slope, r2, verdict) {
	across = n[k] * xx[k] - x[k] * x[k]
	down = n[k] * yy[k] - y[k] * y[k]
	both = n[k] * xy[k] - x[k] * y[k]
	slope = across ? both / across : 0
	r2 = down ? both * both / (across * down) : 1
	verdict = most[k] <= 1.05 * least[k] ? "flat" : \
		r2 >= 0.99 ? "linear" : "neither"
	printf format, k, last[k], least[k], most[k], sprintf("%.3f", slope),
		sprintf("%.1f", (y[k] - slope * x[k]) / n[k]),
		sprintf("%.4f", r2), verdict
}
END {
	if (bad)
		exit 1
	if (!names) {
		print "growth_slopes: error: no measurements"
		exit 1
	}
	printf format, "", "up to", "least", "most", "per unit", "fixed",
		"R^2", ""
	for (i = 1; i <= names; i++)
		show(name[i])
}
