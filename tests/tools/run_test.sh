# SPDX-License-Identifier: BlueOak-1.0.0
#
# run_test.sh - how vsp-run and the other scripts are used: options, messages,
# exit status.
set -u
srcdir=$(cd "${srcdir-.}" && pwd)
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
image=$PWD/examples/hello/hello.img

tool()
{
	name=$1
	shift
	sh "$srcdir/tools/$name/$name" "$@"
}

# says STATUS TEXT COMMAND...: exactly this on standard error.
says()
{
	expected=$1
	printf '%s\n' "$2" >"$dir/expected"
	shift 2
	"$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	diff "$dir/expected" "$dir/err" && [ $status = "$expected" ]
}

runs()
{
	timeout -k 5 60 sh "$srcdir/tools/vsp-run/vsp-run" "$@" \
		</dev/null >"$dir/out" && grep -q '^hello | hello' "$dir/out"
}

version_is_the_packages()
{
	for name in vsp-run vsp-sdcard; do
		[ "$(tool $name --version)" = "$name (Vesper) $VERSION" ] ||
			return 1
	done
}

# Each option that the script takes is in its help and in its man page.
options_are_documented()
{
	tool "$1" --help >"$dir/help" || return 1
	tr -d '\\' <"$srcdir/tools/$1/$1.1" >"$dir/page"
	for option in $(sed -n '/^while/,$s/^	\(-[-a-z |]*\)[=)].*/\1/p' \
		"$srcdir/tools/$1/$1" | tr -d '|' | tr ' ' '\n' | sort -u); do
		grep -q -e "$option" "$dir/help" &&
			grep -q -e "$option" "$dir/page" ||
			{ echo "$option"; return 1; }
		echo "$option"
	done >"$dir/options"
	[ "$(wc -l <"$dir/options")" -ge 4 ]
}

claim image_runs runs "$image"
claim image_runs_quickly runs --quick "$image"
claim arguments_behind_the_image_are_the_emulators \
	runs "$image" -d guest_errors -D /dev/null
claim missing_image_is_told says 1 "vsp-run: error: image 'none.img': is not there
hint: vsp-mkimage makes images" tool vsp-run none.img
claim no_image_is_wrong_use says 2 "vsp-run: error: no image is given
hint: vsp-run --help tells the options" tool vsp-run
claim unknown_option_is_wrong_use says 2 "vsp-run: error: unknown option '-x'
hint: vsp-run --help tells the options" tool vsp-run -x "$image"
claim missing_emulator_is_told says 1 "vsp-run: error: program 'nonesuch': is not there
hint: Debian has it in qemu-system-arm" env QEMU=nonesuch \
	sh "$srcdir/tools/vsp-run/vsp-run" "$image"
claim missing_debugger_is_told says 1 "vsp-run: error: program 'nonesuch': is not there
hint: Debian has it in gdb-multiarch" env GDB=nonesuch \
	sh "$srcdir/tools/vsp-run/vsp-run" -g "$image"
claim versions_are_the_packages version_is_the_packages
for name in vsp-run vsp-sdcard; do
	claim "options_of_${name}_are_documented" options_are_documented $name
done
finish
