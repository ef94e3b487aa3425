#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# mca.sh - what llvm-mca's model of the Cortex-A53 says about the fast paths.
#
#	mca.sh KERNEL [PATH]...
#
# A PATH (null, call, reply, signal; all if none is given) is what the kernel's
# text has from the vector of system calls to an eret: branches go where the
# path's labels are, and else are not taken.  The svc that leads there comes
# first.  With SHOW=1 the instructions are printed, too.
set -u
export LC_ALL=C
if [ $# -lt 1 ]; then
	echo "usage: mca.sh KERNEL [PATH]..." >&2
	exit 2
fi
kernel=$1
shift
[ $# -gt 0 ] || set -- null call reply signal
for tool in llvm-mca "${OBJDUMP:=aarch64-linux-gnu-objdump}"; do
	if ! command -v "$tool" >/dev/null; then
		echo "mca: error: there is no '$tool'" >&2
		echo "hint: Debian's package llvm has llvm-mca" >&2
		exit 1
	fi
done
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
"$OBJDUMP" -d --no-show-raw-insn "$kernel" >"$dir/text" || exit 1

# path LABEL...: the instructions; 1 if a label is not passed, or no eret.
path()
{
	awk -v labels="$*" '
	BEGIN {
		nlabels = split(labels, label, " ")
		for (i = 1; i <= nlabels; i++)
			wanted[label[i]] = 1
	}
	/^[0-9a-f]+ <.*>:$/ {
		name = substr($2, 2, length($2) - 3)
		start[name] = $1
		next
	}
	/^ *[0-9a-f]+:/ {
		sub(/ *\/\/.*/, "")
		address = $1
		sub(/:.*/, "", address)
		at[address] = ++n
		sub(/^[^:]*:[ \t]*/, "")
		sub(/[ \t]+$/, "")
		text[n] = $0
	}
	function target(line) {
		sub(/.*[ \t,](0x)?/, "", line)
		return line
	}
	function walk(pc,    steps, line, to, where) {
		while (steps++ < 1000) {
			line = where = text[pc]
			sub(/.*</, "", where)
			sub(/>.*/, "", where)
			to = line
			sub(/ *<.*/, "", to)
			to = at[target(to)]
			sub(/(0x)?[0-9a-f]+ <.*>/, "elsewhere", line)
			print line
			if (line ~ /^eret/)
				return 1
			if (line !~ /elsewhere/ || line ~ /^(adr|bl|ldr)/)
				pc++
			else if (where in wanted) {
				passed[where] = 1
				pc = to
			} else if (line ~ /^b[ \t]/)
				pc = to
			else
				pc++
		}
		return 0
	}
	END {
		if (!("vectors" in start))
			exit 1
		print "svc\t#0"
		# From user level: 0x400 behind the table, which is aligned.
		first = start["vectors"]
		last = length(first) - 3
		nibble = substr(first, last + 1, 1) == "8" ? "c" : "4"
		first = substr(first, 1, last) nibble "00"
		if (!(first in at) || !walk(at[first]))
			exit 1
		for (i = 1; i <= nlabels; i++)
			if (!(label[i] in passed))
				exit 1
	}' "$dir/text"
}

price()
{
	case $1 in
	null) path no_system_call bad_number ;;
	call) path vectors ;;		# where fast_call is
	reply) path fast_reply ;;
	signal) path signal_or_activate fast_signal ;;
	*) echo "mca: error: no path is called '$1'" >&2; return 1 ;;
	esac >"$dir/path" || {
		echo "mca: error: path '$1' is not in $kernel" >&2
		echo "hint: --disable-fastpath builds a kernel without" >&2
		return 1
	}
	[ -z "${SHOW-}" ] || sed 's/^/	/' "$dir/path"
	llvm-mca -mtriple=aarch64 -mcpu=cortex-a53 --iterations=1 \
		"$dir/path" >"$dir/report" 2>"$dir/complaints" || {
		cat "$dir/complaints" >&2
		return 1
	}
	awk -v path="$1" -v special="$(grep -c '^m[rs][rs]' "$dir/path")" '
	/^Instructions:/ { instructions = $2 }
	/^Total Cycles:/ { cycles = $3 }
	END {
		printf "%-8s %3d instructions %4d cycles, %d of them" \
			" system registers\n", path, instructions, cycles,
			special
		exit !cycles
	}' "$dir/report"
}

status=0
for name; do
	price "$name" || status=1
done
cat <<'END'
What the model leaves out: svc, eret, mrs and msr cost one cycle each in it, on
the branch unit, as the scheduling model knows no better (a processor flushes its
pipeline at the first two, and some msr wait); all loads hit the first-level cache;
branches are predicted; no exception entry, TLB miss, or wait for stores.
END
exit $status
