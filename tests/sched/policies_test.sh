# SPDX-License-Identifier: BlueOak-1.0.0
#
# policies_test.sh - the same kernel and programs, four policies: every decision
# that a scheduler of domains makes in the machine is the oracle's.
#
# 16 ns an instruction: 200 ms in which a scheduler decides some hundred times.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
BOOT_ICOUNT_SHIFT=4
export BOOT_ICOUNT_SHIFT

# right POLICY LEAST: the verdict on at least so many decisions
right()
{
	timeout -s KILL 120 sh "$srcdir/tests/boot" "tests/sched/$1.img" \
		</dev/null | tr -d '\r' >"$dir/$1.out" || return 1
	sed -n 's/^logged | log //p' "$dir/$1.out" >"$dir/$1.log"
	if ! grep -qx end "$dir/$1.log"; then
		grep -v 'log [WBCPY]' "$dir/$1.out"
		return 1
	fi
	sed /end/d "$dir/$1.log" |
		perl "$srcdir/tests/sched/oracle.pl" --least "$2" \
			>"$dir/$1.verdict"
	status=$?
	cat "$dir/$1.verdict"
	return $status
}

for policy in round-robin fixed-priority stride edf; do
	claim "in_the_machine_$(echo $policy | tr - _)_decides_as_the_oracle" \
		right $policy 300
	sed "s/^/# $policy: /" "$dir/$policy.verdict"
done

# Task 5 there is woken by events and has the highest priority.  While it runs
# most of the time unknown to its scheduler, it is charged for it.
is_dispatched_directly()
{
	awk '$2 == 5 && $1 == "W" { wakes++; runnable = 1 }
	$2 == 5 && $1 == "B" { runnable = 0 }
	$2 == 5 && $1 == "C" && !runnable { unseen++ }
	END { print wakes, "seen,", unseen, "not"
		exit !(unseen > 50 && wakes < 10) }' "$dir/fixed-priority.log"
}

claim an_event_reaches_the_most_urgent_without_its_scheduler \
	is_dispatched_directly
finish
