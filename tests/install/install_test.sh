# SPDX-License-Identifier: BlueOak-1.0.0
#
# install_test.sh - what `make install' installs is enough to build and boot a
# program outside the tree: with nothing but pkg-config, and with Autoconf.
#
# The install is a staged one, so pkg-config is told where the prefix is now,
# and vsp-mkimage where its kernel and programs are.
set -u
srcdir=$(cd "${srcdir-.}" && pwd)
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
stage=$dir/stage
work=$dir/work
compiler=$CC
unset CC WARN_CFLAGS

claim install_into_a_stage_succeeds "$MAKE" install DESTDIR="$stage"

pc=$(find "$stage" -name vesper.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
prefix=$stage$($PKG_CONFIG_FOR_BUILD --variable=prefix vesper)
PKG_CONFIG="$PKG_CONFIG_FOR_BUILD --define-variable=prefix=$prefix"
export PKG_CONFIG
VSP_KERNEL=$($PKG_CONFIG --variable=kernel vesper)
VSP_PROGRAM_PATH=$($PKG_CONFIG --variable=programsdir vesper)
VSP_INIT=$VSP_PROGRAM_PATH/init
VSP_MKIMAGE=$($PKG_CONFIG --variable=mkimage vesper)
export VSP_KERNEL VSP_INIT VSP_PROGRAM_PATH VSP_MKIMAGE

installed()
{
	for file in "$@"; do
		[ -s "$file" ] || { echo "$file"; return 1; }
	done
}

same_headers()
{
	ls "$srcdir/include/vesper" >"$dir/ours"
	ls "$prefix/include/vesper" >"$dir/theirs"
	diff "$dir/ours" "$dir/theirs"
}

# only_relative PROGRAM: a static PIE without an interpreter, whose only
# relocations are those that init knows.
only_relative()
{
	readelf -hlrW "$1" >"$dir/elf"
	grep -q 'Type: *DYN' "$dir/elf" && ! grep -q INTERP "$dir/elf" ||
		return 1
	! grep R_AARCH64_ "$dir/elf" | grep -v R_AARCH64_RELATIVE
}

# boots IMAGE: all of its claims hold.
boots()
{
	sh "$srcdir/tests/run-image" "$1" >"$dir/transcript"
	cat "$dir/transcript"
	grep -qx 1..5 "$dir/transcript" && ! grep '^not ok' "$dir/transcript"
}

build_by_hand()
{
	# shellcheck disable=SC2046,SC2086 # lists of words
	$compiler -O2 -Wall -Wextra -Werror $($PKG_CONFIG --cflags vesper) \
		outside.c $($PKG_CONFIG --libs "$1") -o "$2" &&
		only_relative "$2"
}

configure_project()
{
	autoreconf -i -I "$prefix/share/aclocal" &&
		mkdir build && (cd build && ../configure)
}

uninstalls()
{
	"$MAKE" uninstall DESTDIR="$stage" || return 1
	find "$stage" ! -type d >"$dir/left"
	cat "$dir/left"
	[ ! -s "$dir/left" ]
}

# As somebody calls things who has the stage in the PATH.
mkdir "$dir/bin"
cat >"$dir/bin/pkg-config" <<EOF
#!/bin/sh
PATH=$PATH
exec $PKG_CONFIG "\$@"
EOF
chmod +x "$dir/bin/pkg-config"

at_home()
{
	PATH=$dir/bin:$prefix/bin:$PATH PKG_CONFIG=pkg-config \
		BOOT_SLEEP=off timeout -k 5 120 "$@" </dev/null
}

template_is_built_and_boots()
{
	cp -r "$($PKG_CONFIG --variable=templatedir vesper)" mine || return 1
	at_home "$MAKE" -C mine && at_home vsp-run mine/mine.img |
		tr -d '\r' >mine/said
	cat mine/said
	sed -n 's/^    \(g[a-z]* | \)/\1/p' mine/README.md | diff - mine/said
}

# Its two files, and its commands as they stand.
readme_is_followed()
{
	mkdir first || return 1
	sed -n '/^## Your first domain/,/^For a system/p' "$srcdir/README.md" \
		>first/section
	awk '/^```/ { n++; next } n == 1' first/section >first/evening.c
	awk '/^```/ { n++; next } n == 3' first/section >first/evening.vsp
	sed -n 's/^    //p' first/section >first/commands
	(cd first && at_home sh -e commands) >first/said
	cat first/said
	tr -d '\r' <first/said | grep -qx 'evening | good evening'
}

# examples/lottery, built elsewhere by what the manual says of policies.
own_policy_schedules()
(
	cp -r "$srcdir/examples/lottery" policy && chmod -R u+w policy &&
		cd policy || return 1
	# shellcheck disable=SC2046,SC2086 # lists of words
	$compiler -O2 $($PKG_CONFIG --cflags vesper-sched) \
		$($PKG_CONFIG --variable=handler_cflags vesper) \
		table.c lottery.c $($PKG_CONFIG --libs vesper-sched) -o table &&
	$compiler -O2 $($PKG_CONFIG --cflags vesper) player.c \
		$($PKG_CONFIG --libs vesper) -o player || return 1
	"$VSP_MKIMAGE" -L . -o lottery.img lottery.vsp >report || return 1
	at_home vsp-run lottery.img | tr -d '\r' | sort >said
	cat said
	sort transcript | diff - said
)

claim all_headers_are_installed same_headers
claim kernel_and_libraries_are_installed installed "$VSP_KERNEL" "$VSP_INIT" \
	"$VSP_PROGRAM_PATH/console" "$prefix/lib/libvesper.a" \
	"$prefix/lib/libvesper-sched.a" "$prefix/share/vesper/vesper.ld" \
	"$prefix/share/aclocal/vesper.m4" "$prefix/bin/vsp-mkimage"
claim compiler_is_told_by_pkg_config \
	test "$($PKG_CONFIG --variable=cc vesper)" = "$compiler"

mkdir "$work"
cp "$srcdir"/tests/install/project/* "$work"
chmod -R u+w "$work"
cd "$work" || exit 1
claim one_command_builds_a_static_pie build_by_hand vesper outside
claim vsp_mkimage_packs_it "$VSP_MKIMAGE" -L . -o hand.img outside.vsp
claim it_boots boots hand.img
claim template_is_built_and_boots template_is_built_and_boots
claim what_readme_says_of_the_first_domain_works readme_is_followed
claim a_program_with_libsched_links build_by_hand vesper-sched scheduled
claim a_policy_of_ones_own_schedules own_policy_schedules

if command -v autoreconf >/dev/null; then
	claim autoconf_project_configures configure_project
	claim autoconf_project_builds "$MAKE" -C build
	claim autoconf_project_makes_a_static_pie only_relative build/outside
	claim autoconf_project_boots boots build/outside.img
else
	skip autoconf_project "no Autoconf"
fi
cd "$OLDPWD" || exit 1
claim uninstall_leaves_nothing uninstalls
finish
