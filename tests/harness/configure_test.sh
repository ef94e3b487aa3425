# SPDX-License-Identifier: BlueOak-1.0.0
#
# configure_test.sh - configure takes a compiler for AArch64 or none, and says
# everything that is missing at once.
#
# It runs where only some of this machine's programs are in the PATH.
set -u
srcdir=$(cd "${srcdir-.}" && pwd)
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
unset CC QEMU NM WARN_CFLAGS PKG_CONFIG_FOR_BUILD
# What the outer configure exported as CONFIG_SITE would change ours.
CONFIG_SITE=/dev/null
export CONFIG_SITE

# As much of the tree as configure looks at before it stops: one that is
# configured itself would refuse.
mkdir "$dir/src"
for name in configure build-aux include; do
	ln -s "$srcdir/$name" "$dir/src"
done

# Every program but cross compilers, their tools, and the emulator.
mkdir "$dir/bin" "$dir/build"
for folder in /usr/local/bin /usr/bin /bin; do
	ln -sf "$folder"/* "$dir/bin" 2>/dev/null
done
rm -f "$dir"/bin/aarch64-* "$dir"/bin/clang* "$dir"/bin/llvm-* \
	"$dir"/bin/qemu-system-*

# configure_says LINE ARGUMENT...: it fails, and a line of it is LINE.
configure_says()
{
	line=$1
	shift
	if (cd "$dir/build" && ../src/configure "$@") >"$dir/out" 2>&1; then
		echo "configure succeeded"
		return 1
	fi
	cat "$dir/out"
	grep -qxF -- "$line" "$dir/out"
}

without_tools()
{
	PATH=$dir/bin configure_says "$@"
}

claim native_compiler_is_never_taken without_tools \
	"  a C compiler for AArch64 (Debian: gcc-aarch64-linux-gnu)"
claim native_compiler_is_still_the_one_for_tools \
	grep -q "for a C compiler for this machine... gcc" "$dir/out"
claim missing_emulator_is_told_too \
	grep -qxF "  qemu-system-aarch64 (Debian: qemu-system-arm)" "$dir/out"
claim missing_binutils_are_told_too \
	grep -qxF "  ar for AArch64 (Debian: binutils-aarch64-linux-gnu)" \
	"$dir/out"
claim one_command_installs_what_is_missing \
	grep -q "^On Debian: apt-get install gcc-aarch64-linux-gnu.*-arm$" \
	"$dir/out"
claim missing_picolibc_is_told configure_says \
	"  picolibc for AArch64 (Debian: picolibc-aarch64-linux-gnu)" \
	--with-picolibc=/nonexistent
claim given_compiler_must_target_aarch64 configure_says \
	"  a CC for AArch64: CC='gcc' does not compile for it (Debian: gcc-aarch64-linux-gnu)" \
	CC=gcc
claim other_hosts_are_refused configure_says \
	"hint: --host=aarch64-none-elf" --host=riscv64-none-elf
finish
