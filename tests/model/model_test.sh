#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# model_test.sh - has spin check the rules of the domain state machine in small
# systems, and find every slip that is known.
#
#	model_test.sh [CLAIMS]
#
# CLAIMS is claims.txt, which says what is claimed.  A trail of what went wrong
# is printed, a line a step (core.pml).
set -u
srcdir=$(cd "${srcdir-.}" && pwd)
. "$srcdir/tests/tap.sh"
. "$srcdir/tests/model/spin.sh"
claims=${1-$srcdir/tests/model/claims.txt}
model=$(need_spin core) || exit 0

# SYSTEM=NESTED and the like in numbers.
numbers()
{
	for word in "$@"; do
		value=${word#*=}
		case $value in
		[A-Z]*) value=$(number_of "$value") ;;
		esac
		echo "${word%%=*}=$value"
	done
}

# explore HOW WHAT...: what spin said is in $dir/out.
explore()
{
	how=-noclaim
	[ "$1" = live ] && how=-a
	shift
	rm -f "$dir"/*.trail
	(cd "$dir" && env $(numbers "$@") "$model" $how $limits) \
		>"$dir/out" 2>&1
	grep -q "errors: [0-9]" "$dir/out" &&
		! grep -q "max search depth\|out of memory" "$dir/out"
}

show_trail()
{
	shift
	(cd "$dir" && env $(numbers "$@") "$model" -r) 2>&1 |
		grep -a "cur " | tail -n 40
}

rule()
{
	explore "$@" && grep -q "errors: 0" "$dir/out" && return
	cat "$dir/out"
	show_trail "$@"
	return 1
}

slip()
{
	explore "$@" && ! grep -q "errors: 0" "$dir/out"
}

while read -r kind name how what; do
	case $kind in
	threads | core)
		model=$(need_spin "$kind")
		;;
	rule)
		claim "$name" rule "$how" $what
		echo "# $(states) states: $how $what"
		;;
	slip)
		claim "$(echo "$name" | tr A-Z a-z)_is_found" \
			slip "$how" $what MUTANT="$name"
		;;
	esac
done <"$claims"
finish
