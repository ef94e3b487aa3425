# SPDX-License-Identifier: BlueOak-1.0.0
#
# states.awk - is what leads from state to state in walks that were written down
# what doc/states.dot says?
#
#	awk -f states.awk states.dot walks
#
# Prints what is wrong: a step that the diagram has not, an arrow that nothing
# took.  Who is entered and preempted in one entry into the kernel is FROZEN at
# once; who is to make its CALL again, NEWS.  `any' is any other state.

BEGIN {
	count = split("RUN FROZEN ATSVC NEWS INCALL IDLE STOP", name)
	for (i = 1; i <= count; i++)
		known[name[i]] = 1
}

$2 == "->" { arrow[$1, $3] = 1; next }
$1 == "W" { split("", state); next }
$1 != "D" { next }

{
	now = name[$21 + 1]
	before = state[$2]
	state[$2] = $3 ? now : ""	# the dead have none
	if (before == "" || !$3 || before == now)
		next
	if (!((before, now) in arrow) && now == "FROZEN")
		now = "RUN"
	if (before == "ATSVC" && now == "NEWS")
		now = "RUN"
	if ((before, now) in arrow)
		taken[before, now] = 1
	else if (("any", now) in arrow)
		taken["any", now] = 1
	else if ((before, "any") in arrow)
		taken[before, "any"] = 1
	else if (!((before, now) in told)) {
		told[before, now] = 1
		print "not in the diagram: " before " -> " now ", line " FNR
	}
}

END {
	for (pair in arrow) {
		split(pair, end, SUBSEP)
		if (!(pair in taken) && end[1] != end[2])
			print "nothing took: " end[1] " -> " end[2]
		for (i = 1; i <= 2; i++)
			if (end[i] != "any" && !(end[i] in known))
				print "no state: " end[i]
	}
}
