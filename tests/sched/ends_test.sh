# SPDX-License-Identifier: BlueOak-1.0.0
#
# ends_test.sh - what becomes of domains under schedulers, and of schedulers.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

powers_off()
{
	sh "$srcdir/tests/boot" tests/sched/ends.img >"$dir/raw" || return 1
	tr -d '\r' <"$dir/raw" >"$dir/console"
}

# said LINE...
said()
{
	for line in "$@"; do
		grep -q "^$line\$" "$dir/console" && continue
		echo "not said: $line"
		cat "$dir/console"
		return 1
	done
}

claim the_system_ends powers_off
claim init_hears_of_a_fault_under_another_scheduler \
	said "init | domain 'faulty' has failed in an upcall: breakpoint"
claim init_hears_of_a_stop_under_another_scheduler \
	said "init | domain 'stopper' has stopped itself"
claim init_hears_of_an_exit_under_another_scheduler \
	said "init | domain 'leaver' exited with status 5"
claim the_others_under_the_scheduler_go_on said "late | done"
claim nobody_ends_the_children_of_others said "liar | lie: OP: .*"
claim domains_end_with_their_scheduler \
	said "init | domain 'dying' exited with status 4" \
	"init | domain 'lower' ends with its scheduler 'dying'" \
	"init | domain 'orphan' ends with its scheduler 'lower'"
claim what_cannot_be_promised_is_refused_at_run_time \
	said "lavish | first: OK: success" \
	"lavish | second: OVERLOAD: more of the processor's time is asked for than .*" \
	"lavish | third: OK: success"
finish
