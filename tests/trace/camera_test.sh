#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# camera_test.sh - reservations are seen in a picture: what a scheduler below
# another has been lent, and when it had used that up (examples/camera).
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/trace/shown.sh"

# group DOMAIN: what is drawn in the lane of a domain.
group()
{
	awk -v name=">$1</text>" '
	/^<g / { lane = "" }
	{ lane = lane $0 "\n" }
	/^<\/g>/ && index(lane, name) { printf "%s", lane }' "$dir/svg"
}

# With their indentation.
domains_are_below_their_scheduler()
{
	sed -n '/^<g class="domain"/{n;s/<text x="\([0-9]*\)[^>]*>/\1 /;s/<.*//;p;}' \
		"$dir/svg" >"$dir/lanes"
	cat "$dir/lanes"
	sed -n '/ guest$/,$p' "$dir/lanes" | head -n 3 | sort -k 2 >"$dir/below"
	printf '%s\n' "20 encoder" "12 guest" "20 preview" |
		diff - "$dir/below" && head -n 1 "$dir/lanes" | grep -qx '12 init'
}

# Of each grant of the guest, how many microseconds it is long in the picture.
grants()
{
	us=$(sed -n 's/.* records, \([0-9.]*\) us.*/\1/p' "$dir/svg")
	group guest | sed -n 's/.* width="\([0-9.]*\)".* class="grant".*/\1/p' |
		awk -v us="$us" '{ printf "%d\n", $1 * us / 1100 }'
}

# 4 ms in each 10, of 60 or more, in one piece but for a remainder.
is_lent_its_slices()
{
	grants >"$dir/grants"
	cat "$dir/grants"
	awk '$1 > 3900 && $1 < 4100 { slices++; next }
	$1 > 100 { others++ }
	END { exit others || slices < 6 }' "$dir/grants"
}

uses_up_its_slices()
{
	[ "$(group guest | grep -c 'class="expired"')" -ge 6 ]
}

# A slice is for the worst case.
does_not_use_up_its_slices()
{
	[ "$(group "$1" | grep -c 'class="expired"')" -le 1 ]
}

claim a_system_with_reservations_is_recorded \
	record examples/camera/camera.img
claim its_trace_is_shown show
claim_it_is_readable
claim domains_are_below_their_scheduler domains_are_below_their_scheduler
claim a_guest_is_lent_its_slices is_lent_its_slices
claim a_guest_that_has_work_uses_up_its_slices uses_up_its_slices
claim a_sensor_with_slack_does_not does_not_use_up_its_slices sensor
finish
