# SPDX-License-Identifier: BlueOak-1.0.0
#
# fragments_test.sh - the examples in the manual are what they seem.
#
# An @example behind `@c fragment' is the inside of a function, one behind
# `@c fragment-top' is what stands outside: they compile.  One behind
# `@c system NAME' is a system description: an image can be made of it.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cat "$srcdir"/doc/*.texi >"$dir/manual.texi"
manual=$dir/manual.texi

# Each into a file of its own: $dir/N.c; their number into $dir/count.
awk -v dir="$dir" '
/^@c fragment/ { n++; top = /-top/; wanted = 1; next }
wanted && /^@example/ {
	file = dir "/" n ".c"
	print "#include <stdio.h>" >file
	print "#include <vesper/sched.h>" >file
	print "#include <vesper/vesper.h>" >file
	print "#include <vesper/startup.h>" >file
	if (!top)
		print "void fragment(void);\nvoid fragment(void)\n{" >file
	wanted = 0
	inside = 1
	next
}
inside && /^@end example/ {
	if (!top)
		print "}" >file
	close(file)
	inside = 0
}
inside { gsub(/@\{/, "{"); gsub(/@\}/, "}"); gsub(/@@/, "@"); print >file }
END { print n + 0 >(dir "/count") }' "$manual"
read -r count <"$dir/count"

compiles()
{
	# shellcheck disable=SC2086 # both are lists of words
	$CC -std=gnu11 $WARN_CFLAGS -nostdinc \
		-isystem "$PICOLIBC_DIR/include" \
		-isystem "$($CC -print-file-name=include)" \
		-Wno-unused -I"$srcdir/include" \
		-fsyntax-only "$1" || { cat "$1"; return 1; }
}

# becomes_an_image NAME: its domains all run the first example.
becomes_an_image()
{
	sed -n "/^@c system $1\$/,/^@end example/p" "$manual" |
		sed '/^@[ce]/d' | sed 's/@\([{}@]\)/\1/g' >"$dir/manual.vsp"
	for program in vsp-sched $(sed -n 's/.*program = "\(.*\)"/\1/p' \
			"$dir/manual.vsp"); do
		cp examples/hello/hello "$dir/$program" || return 1
	done
	tools/vsp-mkimage/vsp-mkimage --kernel kernel/vesper.elf \
		--init programs/init/init -o "$dir/manual.img" \
		"$dir/manual.vsp" && [ -s "$dir/manual.img" ]
}

systems=$(sed -n 's/^@c system //p' "$manual")
claim manual_has_systems test -n "$systems"
for system in $systems; do
	claim "system_${system}_of_the_manual_becomes_an_image" \
		becomes_an_image "$system"
done
claim manual_has_fragments_to_compile test "$count" -gt 5
n=1
while [ "$n" -le "$count" ]; do
	claim "fragment_${n}_of_the_manual_compiles" compiles "$dir/$n.c"
	n=$((n + 1))
done
finish
