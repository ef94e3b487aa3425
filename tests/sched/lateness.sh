# SPDX-License-Identifier: BlueOak-1.0.0
#
# lateness.sh - the worst lateness of each domain of promises.img.
#
#	lateness.sh SRCDIR OUTPUT
#
# A line for each: name, jobs, jobs that were late, worst lateness in
# instructions (negative: so long before the deadline).
set -u
BOOT_ICOUNT_SHIFT=4
export BOOT_ICOUNT_SHIFT

sh "$1/tests/boot" tests/sched/promises.img |
	tr -d '\r' | sed -n 's/^tester | # \(worker\) \([0-9]*\): \([0-9]*\)'\
' jobs, \([0-9]*\) late, worst lateness \(-*[0-9]*\) .*/\1\2 \3 \4 \5/p' |
	tr ' ' '\t' >"$2.new"
[ "$(wc -l <"$2.new")" -eq 10 ] || {
	echo "lateness: error: the image did not run to its end" >&2
	exit 1
}
mv "$2.new" "$2"
