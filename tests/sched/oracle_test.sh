# SPDX-License-Identifier: BlueOak-1.0.0
#
# oracle_test.sh - each policy, on random arrivals, decides as the oracle does.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# agree POLICY: for a number of seeds
agree()
{
	for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		tests/sched/simulate "$1" "$seed" >"$dir/log" || return 1
		perl "$srcdir/tests/sched/oracle.pl" --least 1000 \
			<"$dir/log" >"$dir/verdict" && continue
		echo "seed $seed:"
		cat "$dir/verdict"
		return 1
	done
	cat "$dir/verdict"
}

# A log in which one decision was changed.
sees_a_wrong_decision()
{
	tests/sched/simulate "$1" 1 | awk '
		$1 == "P" && $2 != "-" && ++n == 500 { $2 = ($2 + 1) % 3 }
		{ print }' >"$dir/log"
	! perl "$srcdir/tests/sched/oracle.pl" <"$dir/log"
}

for policy in round-robin fixed-priority stride edf; do
	name=$(echo "$policy" | tr - _)
	claim "every_decision_of_${name}_is_the_oracles" agree "$policy"
	claim "the_oracle_sees_a_wrong_decision_of_${name}" \
		sees_a_wrong_decision "$policy"
done
finish
