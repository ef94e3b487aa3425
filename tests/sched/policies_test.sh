# SPDX-License-Identifier: BlueOak-1.0.0
#
# policies_test.sh - the same kernel and programs, four policies: every decision
# that a scheduler of domains makes in the machine is the oracle's, and what
# the kernel did is what was decided.
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
	sh "$srcdir/tests/boot" "tests/sched/$1.img" |
		tr -d '\r' >"$dir/$1.out" || return 1
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

# as_traced POLICY: the kernel saw what the log says
as_traced()
{
	perl "$srcdir/tests/sched/trace.pl" spinner greedy short long ringer \
		woken <"$dir/$1.out" >"$dir/$1.trace"
	status=$?
	cat "$dir/$1.trace"
	return $status
}

# A trace in which one grant went to another domain.
sees_a_grant_to_another()
{
	awk '$3 == "@R" && $6 == "c" && $7 == 2 {
		page = $8
		if (++n > 60 && !done && last != page) {
			$8 = last
			done = 1
		}
		last = page
	}
	{ print }
	END { exit !done }' "$dir/edf.out" >"$dir/wrong" || return 1
	! perl "$srcdir/tests/sched/trace.pl" spinner greedy short long \
		ringer woken <"$dir/wrong"
}

for policy in round-robin fixed-priority stride edf; do
	claim "in_the_machine_$(echo $policy | tr - _)_decides_as_the_oracle" \
		right $policy 200
	sed "s/^/# $policy: /" "$dir/$policy.verdict"
	claim "the_kernels_trace_of_$(echo $policy | tr - _)_is_as_logged" \
		as_traced $policy
	sed "s/^/# $policy: /" "$dir/$policy.trace"
done

claim the_comparison_sees_a_grant_to_another sees_a_grant_to_another

# Task 5 there is woken by events and has the highest priority.  While it runs
# most of the time unknown to its scheduler, it is charged for it.
is_dispatched_directly()
{
	awk '$2 == 5 && $1 == "W" { wakes++; runnable = 1 }
	$2 == 5 && $1 == "B" { runnable = 0 }
	$2 == 5 && $1 == "C" && !runnable { unseen++ }
	END { print wakes, "seen,", unseen, "not"
		exit !(unseen > 30 && wakes < 10) }' "$dir/fixed-priority.log"
}

claim an_event_reaches_the_most_urgent_without_its_scheduler \
	is_dispatched_directly
finish
