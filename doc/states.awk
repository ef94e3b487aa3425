# SPDX-License-Identifier: BlueOak-1.0.0
#
# states.awk - makes of states.dot what a picture cannot be: the manual's table
# of what leads from one state to another, and the picture in characters.
#
#	awk -f states.awk -v make=table states.dot	for Texinfo
#	awk -f states.awk -v make=text states.dot

# What attribute NAME of the edge in $0 says.
function attribute(name)
{
	if (!match($0, name "=\"[^\"]*\""))
		return ""
	return substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3)
}

function line(from, label, to)
{
	printf "  %-7s", from
	printf "%s %s ", label == "" ? "" : "--", label
	for (n = length(label); n < 50; n++)
		printf "-"
	print "> " to
}

BEGIN {
	if (make == "table") {
		print "@c Made of states.dot by states.awk."
		print "@multitable @columnfractions .13 .72 .15"
		print "@headitem from @tab what happens @tab to"
	}
}

$2 == "->" {
	if (make == "table") {
		print "@item " $1 " @tab " attribute("comment") " @tab " $3
		next
	}
	label = attribute("label")
	gsub(/\\n/, " ", label)
	if ($1 != last && last != "")
		print ""
	line($1 == last ? "" : $1, label, $3)
	last = $1
}

END {
	if (make == "table")
		print "@end multitable"
}
