#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# mca.sh - what llvm-mca's model of the Cortex-A53 says about the fast paths.
#
#	mca.sh KERNEL [PATH]...
#
# A PATH (all if none is given: price() has the list) is what the kernel's text
# has from the vector of system calls and faults to an eret: branches go where
# the path's labels are, and else are not taken; a br goes to the last label.
# The svc, or load, that leads there comes first.  With SHOW=1 the instructions
# are printed, too.
set -u
export LC_ALL=C
if [ $# -lt 1 ]; then
	echo "usage: mca.sh KERNEL [PATH]..." >&2
	exit 2
fi
kernel=$1
shift
[ $# -gt 0 ] || set -- null call reply signal dispatch wait resume fault derive
for tool in llvm-mca "${OBJDUMP:=aarch64-linux-gnu-objdump}"; do
	if ! command -v "$tool" >/dev/null; then
		echo "mca: error: there is no '$tool'" >&2
		echo "hint: Debian's package llvm has llvm-mca" >&2
		exit 1
	fi
done
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
# Names by address: where several meet, a branch to them is shown with any.
"$OBJDUMP" -t -d --no-show-raw-insn "$kernel" >"$dir/text" || exit 1

# path FIRST LABEL...: the instructions; 1 if a label is not passed, or no eret.
path()
{
	awk -v labels="$*" '
	BEGIN {
		nlabels = split(labels, label, " ")
	}
	/^[0-9a-f]+ [lg] / {
		start[$NF] = $1
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
		sub(/ *<.*/, "", line)
		sub(/.*[ \t,](0x)?/, "", line)
		return line
	}
	# Away from the path, without a condition: what is in front of it
	# goes round it.
	function leaves(line) {
		return line ~ /^b[ \t]/ && !(target(line) in wanted)
	}
	function walk(pc,    steps, line, where) {
		while (steps++ < 1000) {
			line = text[pc]
			where = target(line)
			sub(/(0x)?[0-9a-f]+ <.*>/, "elsewhere", line)
			print line
			if (line ~ /^eret/)
				return 1
			if (line ~ /^br[ \t]/) {
				passed[start[label[nlabels]]] = 1
				pc = at[start[label[nlabels]]]
			} else if (line !~ /elsewhere/ || line ~ /^(adr|bl|ldr)/)
				pc++
			else if (where in wanted) {
				passed[where] = 1
				pc = at[where]
			} else if (line ~ /^b[ \t]/ || leaves(text[pc + 1]))
				pc = at[where]
			else
				pc++
		}
		return 0
	}
	END {
		for (i = 2; i <= nlabels; i++)
			wanted[start[label[i]]] = 1
		print label[1] == "load" ? "ldr\tx0, [x0]" : "svc\t#0"
		if (!walk(at[start["fast_sync"]]))
			exit 1
		for (i = 2; i <= nlabels; i++)
			if (!(start[label[i]] in passed))
				exit 1
	}' "$dir/text"
}

price()
{
	case $1 in
	null) path svc no_system_call bad_number ;;
	call) path svc fast_call ;;
	reply) path svc fast_reply ;;
	signal) path svc signal_or_dispatch fast_signal ;;
	dispatch) path svc signal_or_dispatch fast_dispatch ;;
	wait) path svc fast_wait ;;
	resume) path svc fast_resume resume_no_flags resume_context ;;
	fault) path load no_system_call fast_fault ;;
	derive) path svc fast_invoke fast_return derive ;;
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
