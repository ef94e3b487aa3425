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
	: >"$dir/rule_failed"
	cat "$dir/out"
	show_trail "$@"
	return 1
}

# What a slip breaks, by the numbers of claims.pml.
broken()
{
	number=$(sed -n 's/.*assertion violated.*broken==\([0-9]\).*/\1/p' \
		"$dir/out")
	sed -n "s/^#define \([A-Z]*\)(holds).* == ${number:-none})/\1/p" \
		"$srcdir/tests/model/claims.pml" | tr A-Z a-z
}

# It breaks what README.md says of it.
slip()
{
	slip_name=$1
	shift
	explore "$@" && ! grep -q "errors: 0" "$dir/out" || return
	what_breaks=$(broken)
	echo "$slip_name breaks ${what_breaks:-liveness}"
	echo "${what_breaks:-liveness}" >>"$dir/broken"
	grep -q "^| \`$slip_name\` | .* | ${what_breaks:-liveness} |\$" \
		"$srcdir/tests/model/README.md"
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
			slip "$name" "$how" $what MUTANT="$name"
		;;
	esac
done <"$claims"

# In all rules, and what cannot be broken is no claim.
kept()
{
	[ ! -e "$dir/rule_failed" ] && grep -qx "$1" "$dir/broken"
}

: >"$dir/kinds"
[ -e "$dir/broken" ] &&
	sed -n 'h; s/^#define \([A-Z]*\)(holds).*/\1/; T; N
		s,\n[^/]*/\* \([a-z_]*\) .*, \1,p' \
		"$srcdir/tests/model/claims.pml" | tr A-Z a-z >"$dir/kinds"
while read -r kind name; do
	claim "$name" kept "$kind"
done <"$dir/kinds"
finish
