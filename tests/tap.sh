# SPDX-License-Identifier: BlueOak-1.0.0
#
# tap.sh - for tests in shell: one claim at a time, and the plan at the end.
#
#	. "$srcdir/tests/tap.sh"
#	claim two_is_two test 2 = 2
#	finish
#
# `claim NAME COMMAND...' holds if the command succeeds; what it printed is
# shown only if it does not.

tap_claims=0

claim()
{
	tap_name=$1
	shift
	tap_claims=$((tap_claims + 1))
	if tap_output=$("$@" 2>&1); then
		echo "ok $tap_claims - $tap_name"
	else
		echo "not ok $tap_claims - $tap_name"
		printf '%s\n' "$tap_output" | sed 's/^/# /'
	fi
}

skip()
{
	tap_claims=$((tap_claims + 1))
	echo "ok $tap_claims - $1 # SKIP $2"
}

# needs PROGRAM NAME COMMAND...: a claim, skipped where there is no PROGRAM.
needs()
{
	tap_program=$1
	shift
	if command -v "$tap_program" >/dev/null; then
		claim "$@"
	else
		skip "$1" "there is no $tap_program"
	fi
}

finish()
{
	echo "1..$tap_claims"
}
