# SPDX-License-Identifier: BlueOak-1.0.0
#
# errors_test.sh - every bad/NAME.vsp is refused with exactly the messages in
# bad/NAME.err, status 1, and no image.
#
# The claims are the files' names.  The programs in the descriptions are
# mkelf's; where things are installed is not part of the messages.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

tools=$(pwd)
bad=$(cd "$srcdir/tests/mkimage/bad" && pwd) || exit 1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/programs" && "$tools/tests/mkimage/mkelf" "$dir/programs" || exit 1
cp "$dir/programs/good" "$dir/programs/vsp-sched" || exit 1

# refused NAME
refused()
(
	cp "$bad/$1.vsp" "$dir" && cd "$dir" && rm -f image || return 1
	"$tools/tools/vsp-mkimage/vsp-mkimage" -k programs/kernel \
		-i programs/good -L programs -o image "$1.vsp" >out 2>err
	status=$?
	sed 's|, /[^ ]*/programs/|, PKGDATADIR/programs/|' err >told
	diff "$bad/$1.err" told || return 1
	if test $status != 1; then
		echo "status $status"
		return 1
	fi
	if test -s out || test -e image; then
		echo "there is output"
		return 1
	fi
)

for file in "$bad"/*.vsp; do
	name=${file##*/}
	claim "${name%.vsp}" refused "${name%.vsp}"
done
finish
