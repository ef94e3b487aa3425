#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# account_test.sh - what a summary charges to domains, made of the records
# alone, is what the kernel has charged to them.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# same_account SEED
same_account()
{
	tests/trace/account "$dir/ring" "$dir/kernel" "$1" || return 1
	tools/vsp-trace/vsp-trace "$dir/ring" >"$dir/summary" || return 1
	awk 'FNR == NR { ticks[$1] = $2; next }
	$1 == "page" {
		print $2, $3, ticks[$2]
		if ($3 != ticks[$2])
			wrong = 1
		found += $3 > 0
	}
	END { exit wrong || found < 3 }' "$dir/kernel" "$dir/summary"
}

for seed in 1 2 3 4 5 6 7 8; do
	claim "charges_of_run_${seed}_are_the_kernels" same_account $seed
done
finish
