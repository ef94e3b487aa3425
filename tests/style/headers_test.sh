# SPDX-License-Identifier: BlueOak-1.0.0
#
# headers_test.sh - every public header compiles alone, and twice.
#
# With the compiler that Vesper was configured for and, where it is installed,
# with the other one.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# compiles COMPILER HEADER
compiles()
{
	printf '#include <vesper/%s>\n#include <vesper/%s>\n' "$2" "$2" \
		>"$dir/alone.c"
	# shellcheck disable=SC2086 # both are lists of words
	$1 -std=gnu11 $WARN_CFLAGS -nostdinc \
		-isystem "$PICOLIBC_DIR/include" \
		-isystem "$($1 -print-file-name=include)" \
		-I"$srcdir/include" -fsyntax-only "$dir/alone.c"
}

is_clang()
{
	# shellcheck disable=SC2086
	case $($1 --version) in
	*clang*) true ;;
	*) false ;;
	esac
}

other="clang --target=aarch64-none-elf"
other_name=clang
if is_clang "$CC"; then
	other=aarch64-linux-gnu-gcc
	other_name=gcc
fi

for header in "$srcdir"/include/vesper/*.h; do
	header=${header##*/}
	name=$(echo "$header" | tr . _)
	claim "${name}_compiles_alone" compiles "$CC" "$header"
	if command -v "${other%% *}" >/dev/null; then
		claim "${name}_compiles_alone_with_$other_name" \
			compiles "$other" "$header"
	fi
done
finish
