# SPDX-License-Identifier: BlueOak-1.0.0
#
# figures.awk - the manual's tables of figures, and each figure by its name.
#
#	awk -v make=bench  -f figures.awk anchors.tsv baseline.tsv
#	awk -v make=cycles -f figures.awk mca.tsv
#	awk -v make=growth -f figures.awk GROWTH	(growth_slopes.awk's table)
#
# A figure that the text mentions is @value{bench-NAME}, @value{cycles-PATH},
# @value{executed-PATH} or @value{growth-NAME}: so it is that of the table.
BEGIN {
	if (make != "growth")
		FS = "\t"
	print "@c made by figures.awk"
	columns["bench"] = ".36 .16 .16 .16 .16"
	columns["cycles"] = ".4 .2 .2 .2"
	columns["growth"] = ".44 .12 .11 .11 .12 .10"
	head["bench"] = "Name @tab Vesper @tab goal @tab seL4 @tab ratio"
	head["cycles"] = "Path @tab instructions @tab cycles" \
		" @tab of them mrs, msr"
	head["growth"] = "Operation @tab up to @tab least @tab most" \
		" @tab per unit @tab"
	text["map_pages"] = "Map pages, one INVOKE"
	text["attach_stretches"] = "Attach one more stretch to a PD"
	text["attach_pds"] = "Attach a stretch to one more PD"
	text["revoke"] = "Revoke derived capabilities"
	text["delete_leaf"] = "Delete one of them"
	text["derive"] = "Derive one more"
	text["dispatch_children"] = "Dispatch one child of many"
	text["wake_children"] = "Wake one child of many"
	text["wake_depth"] = "Wake a domain, levels below"
	print "@multitable @columnfractions " columns[make]
	print "@headitem " head[make]
}
function row(line) {
	print "@item " line
}
function set(kind, name, figure) {
	gsub(/_/, "-", name)
	values = values "@set " kind "-" name " " figure "\n"
}
# By threes of digits.
function thousands(n,    last) {
	while (length(n) > 3) {
		last = "," substr(n, length(n) - 2) last
		n = substr(n, 1, length(n) - 3)
	}
	return n last
}
make == "bench" && FILENAME ~ /anchors/ {
	sel4[$1] = $2
	goal[$1] = $3
	next
}
make == "bench" {
	row("@code{" $1 "} @tab " thousands($3) " @tab " thousands(goal[$1]) \
	    " @tab " thousands(sel4[$1]) " @tab " \
	    (sel4[$1] + 0 ? sprintf("%.1f", sel4[$1] / $3) : "-"))
	set("bench", $1, thousands($3))
	set("most", $1, thousands($4))
}
make == "cycles" {
	row($1 " @tab " $2 " @tab " $3 " @tab " $4)
	set("executed", $1, $2)
	set("cycles", $1, $3)
}
make == "growth" && $1 in text {
	row(text[$1] " @tab " thousands($2) " @tab " thousands($3) " @tab " \
	    thousands($4) " @tab " $5 + 0 " @tab " $NF)
	set("growth", $1, $5 + 0)
}
END {
	print "@end multitable"
	printf "%s", values
}
