# SPDX-License-Identifier: BlueOak-1.0.0
#
# commands_test.sh - the commands in the README, the manual, the examples and the
# man pages can be given: what they run is there, and takes these options.
#
# What README says under "Your first domain" is done, word by word, in
# tests/install.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# Indented lines of Markdown; @example blocks; .EX blocks: one command a line.
cat "$srcdir"/README.md "$srcdir"/CONTRIBUTING.md "$srcdir"/examples/*/README.md |
	sed -n 's/^    //p' >"$dir/lines"
cat "$srcdir"/doc/*.texi |
	sed -n '/^@example/,/^@end example/{/^@/d;s/@r{.*}//;s/@\([{}@]\)/\1/g;p;}' \
	>>"$dir/lines"
cat "$srcdir"/tools/*/*.1 | sed -n '/^\.EX/,/^\.EE/{/^\./d;s/\\-/-/g;p;}' \
	>>"$dir/lines"
sed 's/#.*//; s/ *&& */\n/g' "$dir/lines" |
	sed 's/^ *//; s/^BUILD=[^ ]* //; s/^CC="[^"]*" //; s/^SHOW=1 //' \
	>"$dir/commands"

# about WORD: the commands that begin with it.
about()
{
	grep -E "^$1( |\$)" "$dir/commands" | sort -u
}

# of_dev: an image is one that `make' makes.
of_dev()
{
	about '\.\.?/dev' | sed 's/.*dev //' | while read -r command image _; do
		grep -Eq "^  $command " "$dir/dev" || echo "dev $command"
		case $command-$image in
		run-* | gdb-*) image=${image#build/} ;;
		*) continue ;;
		esac
		[ "$image" = IMAGE ] || "$MAKE" -n "$image" >/dev/null ||
			echo "no image $image"
	done
}

of_make()
{
	about make | while read -r _ target rest; do
		case $target-$rest in
		-* | run-) continue ;;		# of the template
		*TESTS=*) target=${rest#*TESTS=} ;;
		update-doc-* | distcheck-* | *install-* | bench*- | mca-*) ;;
		esac
		target=${target#TESTS=}
		"$MAKE" -n "${target%%[ \"]*}" >/dev/null 2>&1 || echo "make $target"
	done
}

# of_tool NAME: its options are in its --help.
of_tool()
{
	about "$1" | grep -oE -- ' --?[a-zA-Z][a-z-]*' | sort -u |
	while read -r option; do
		case $option in
		-ex | -S | -s | -nx) continue ;;	# the debugger's, QEMU's
		esac
		grep -qE -- "(^| )$option[ =,]" "$dir/$1.help" ||
			echo "$1 $option"
	done
}

none_of()
{
	printed=$("$@") || return 1
	printf '%s\n' "$printed"
	[ -z "$printed" ]
}

sh "$srcdir/dev" help >"$dir/dev"
for tool in vsp-mkimage vsp-run vsp-sdcard vsp-trace; do
	program=tools/$tool/$tool
	[ -x "$program" ] || program=$srcdir/$program
	"$program" --help >"$dir/$tool.help"
	sed -i 's/^ *//; s/^/ /' "$dir/$tool.help"
done

claim there_are_commands test "$(wc -l <"$dir/commands")" -gt 60
claim commands_of_dev_can_be_given none_of of_dev
claim targets_of_make_are_there none_of of_make
for tool in vsp-mkimage vsp-run vsp-sdcard vsp-trace; do
	claim "documents_use_$tool" test -n "$(about $tool)"
	claim "options_of_${tool}_are_known" none_of of_tool $tool
done
finish
