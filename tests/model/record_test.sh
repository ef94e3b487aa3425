#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# record_test.sh - the rules accept what the kernel's C code does: random walks,
# written down by record, replayed by trace.pml.
#
#	record_test.sh [WALKS [SEED]]
#
# The same walks are then held against each slip that they are known to tell
# from the rules: whatever differs in the code as such a slip does in the rules
# is found here.
set -u
srcdir=$(cd "${srcdir-.}" && pwd)
. "$srcdir/tests/tap.sh"
. "$srcdir/tests/model/spin.sh"
walks=${1-600}
seed=${2-1}
trace=$(need_spin trace) || exit 0
record=$PWD/tests/model/record

write_down()
{
	"$record" "$walks" "$seed" >"$dir/walks" && return
	tail -n 3 "$dir/walks"
	return 1
}

# What spin says of the walks, a slip at work (0: none).
replay()
{
	(cd "$dir" && MUTANT=$1 "$trace" -noclaim $limits) \
		<"$dir/walks" >"$dir/out" 2>&1
	grep -q "errors: [0-9]" "$dir/out"
}

accepted()
{
	replay 0 && grep -q "errors: 0" "$dir/out" && return
	cat "$dir/out"
	return 1
}

told_apart()
{
	replay "$(number_of "$1")" && ! grep -q "errors: 0" "$dir/out"
}

# One field of one domain is changed somewhere.
forged_is_refused()
{
	mv "$dir/walks" "$dir/true"
	awk '/^D/ && ++n == 5000 { $'"$1"' = 1 - $'"$1"' } { print }' \
		"$dir/true" >"$dir/walks"
	replay 0 && ! grep -q "errors: 0" "$dir/out"
	status=$?
	mv "$dir/true" "$dir/walks"
	return $status
}

claim walks_are_written_down write_down
claim the_code_keeps_to_the_rules accepted
echo "# $(sed -n 's/^trace: //p' "$dir/out")"
# What leads from one state to another in them.
as_in_the_diagram()
{
	awk -f "$srcdir/tests/model/states.awk" "$srcdir/doc/states.dot" \
		"$dir/walks" >"$dir/out"
	cat "$dir/out"
	[ ! -s "$dir/out" ]
}

claim the_states_are_those_of_the_diagram as_in_the_diagram
claim a_forged_ready_bit_is_refused forged_is_refused 11
claim a_forged_context_is_refused forged_is_refused 9
slips="DONOR_ALWAYS ACCEPT_LOSES REPLY_ALWAYS POP_CLIENT CANCEL_ANSWERED
	ATSVC_BUSY DOOR_NOREADY WAKE_CHAIN_NOREADY WAKE_NOPOP DEFER_EVENT
	ONLY_BIT NO_TREE BUSY_NO_EVENT NO_READY NO_UP STAY_ONLY_BIT NO_LEADS
	MORE_PAYER LOOK_UNBOUNDED NO_TABLE DISPATCH_LENT DIRECT_EVENT
	LENT_UNTIL_LOST WAIT_UNTIL_LOST ALARM_LOST EXPIRE_TOP
	TICKS_OVERWRITTEN TICKS_TWICE ACCEPT_CLEARS_PRE RESUME_NO_PRE
	EVENT_IF_IDLE WRITE_AT_DOOR TELL_SILENT"
for slip in $slips; do
	claim "walks_tell_$(echo "$slip" | tr A-Z a-z)_apart" told_apart "$slip"
done
finish
