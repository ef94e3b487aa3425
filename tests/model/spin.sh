# SPDX-License-Identifier: BlueOak-1.0.0
#
# spin.sh - what the tests of the model share: where the checkers are.

# States on disk are none; a search is as deep as its steps are many.
limits="-m400000 -w22"
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# need_spin NAME: the checker made of NAME.pml; without spin, all is skipped.
need_spin()
{
	if [ -z "${SPIN-}" ]; then
		echo "1..0 # SKIP spin is not installed (Debian: spin)" >&3
		return 1
	fi
	echo "$PWD/tests/model/$1"
}
exec 3>&1

# The value of a name in the model.
number_of()
{
	cat "$srcdir"/tests/model/*.pml |
		sed -n "s/^#define $1[[:blank:]][[:blank:]]*\([0-9]*\).*/\1/p"
}

states()
{
	sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$dir/out"
}
