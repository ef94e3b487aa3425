# SPDX-License-Identifier: BlueOak-1.0.0
#
# headers_test.sh - every header compiles alone, and twice.
#
# The public ones with the compiler that Vesper was configured for and, where
# it is installed, with the other one; the tools' with that of the build machine.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

top=$(cd "$srcdir" && pwd) || exit 1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# compiles HEADER COMPILER...
compiles()
{
	printf '#include "%s"\n#include "%s"\n' "$1" "$1" >"$dir/alone.c"
	shift
	# shellcheck disable=SC2086 # a list of words
	"$@" -std=gnu11 $WARN_CFLAGS -I"$top/include" -fsyntax-only \
		"$dir/alone.c"
}

# compiles_for_vesper HEADER COMPILER
compiles_for_vesper()
{
	# shellcheck disable=SC2086 # a compiler can have arguments
	compiles "$1" $2 -nostdinc -isystem "$PICOLIBC_DIR/include" \
		-isystem "$($2 -print-file-name=include)" \
		-I"$top/kernel" -I"$top/kernel/aarch64" -I"$top/kernel/rpi3"
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

for header in "$top"/include/vesper/*.h; do
	name=$(basename "$header" | tr . _)
	claim "${name}_compiles_alone" compiles_for_vesper "$header" "$CC"
	if command -v "${other%% *}" >/dev/null; then
		claim "${name}_compiles_alone_with_$other_name" \
			compiles_for_vesper "$header" "$other"
	fi
done
for header in "$top"/tools/*/*.h; do
	name=$(echo "${header#"$top/"}" | tr '/.-' ___)
	# shellcheck disable=SC2086 # a compiler can have arguments
	claim "${name}_compiles_alone" compiles "$header" $CC_FOR_BUILD \
		-D_GNU_SOURCE
done
for header in "$top"/kernel/*.h "$top"/libvesper/*.h \
		"$top"/libsched/*.h "$top"/programs/*/*.h; do
	name=$(echo "${header#"$top/"}" | tr '/.-' ___)
	claim "${name}_compiles_alone" compiles_for_vesper "$header" "$CC"
done
finish
