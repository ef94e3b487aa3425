# SPDX-License-Identifier: BlueOak-1.0.0
#
# names_test.sh - the documents and the sources name the same things.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
headers=$(echo "$srcdir"/include/vesper/*.h)
pages=$(echo "$srcdir"/libvesper/*.3 "$srcdir"/libsched/*.3)
manual=$(echo "$srcdir"/doc/*.texi)
design=$srcdir/doc/design.md

none_of()
{
	printed=$("$@") || return 1
	printf '%s\n' "$printed"
	[ -z "$printed" ]
}

# The functions that the headers declare: a name before a parenthesis, outside
# comments, not behind a `#'.
# shellcheck disable=SC2086 # a list
perl -0pe 's@/\*.*?\*/@@gs' $headers | grep -v '^#' |
	grep -Eo '\bvsp_[a-z0-9_]+\(' | tr -d '(' |
	sort -u >"$dir/declared"

# synopsis PAGE: what it declares, as C.
synopsis()
{
	awk '
	/^\.Sh/ { inside = /SYNOPSIS/ }
	!inside { next }
	/^\.In / { print "#include <" $2 ">" }
	/^\.Ft / { sub(/^\.Ft /, ""); gsub(/"/, ""); type = $0 }
	/^\.Fn / {
		name = $2
		sub(/^\.Fn [^ ]* */, "")
		gsub(/" "/, ", ")
		gsub(/"/, "")
		print type " " name "(" $0 ");"
	}
	/^\.Vt / { sub(/^\.Vt /, ""); gsub(/"/, ""); print $0 ";" }
	' "$1"
}

compiles()
{
	synopsis "$1" >"$dir/synopsis.c"
	# shellcheck disable=SC2086 # both are lists of words
	$CC -std=gnu11 $WARN_CFLAGS -nostdinc \
		-isystem "$PICOLIBC_DIR/include" \
		-isystem "$($CC -print-file-name=include)" \
		-Wno-redundant-decls \
		-I"$srcdir/include" -fsyntax-only "$dir/synopsis.c" ||
		{ cat "$dir/synopsis.c"; return 1; }
}

for page in $pages; do
	synopsis "$page"
done | grep -Eo '\bvsp_[a-z0-9_]+\(' | tr -d '(' | sort >"$dir/described"

undocumented()
{
	sort -u "$dir/described" | comm -23 "$dir/declared" -
}

undeclared()
{
	sort -u "$dir/described" | comm -13 "$dir/declared" -
}

described_twice()
{
	uniq -d "$dir/described"
}

# page_names PAGE: NAME lists what SYNOPSIS declares, so that man finds it.
unnamed()
{
	for page in $pages; do
		synopsis "$page" | grep -Eo '\bvsp_[a-z0-9_]+\(' | tr -d '(' |
		while read -r name; do
			grep -Eq "^\\.Nm $name( ,)?\$" "$page" ||
				echo "$page: $name"
		done
	done
}

is_valid_roff()
{
	command -v groff >/dev/null || return 0
	none_of groff -mdoc -Tascii -ww -z "$1" 2>&1
}

undescribed_headers()
{
	for header in $headers "$srcdir"/include/vesper/*.def; do
		grep -q "In vesper/${header##*/}\$\|In vesper/${header##*/} " \
			"$srcdir/doc/vesper.7" || echo "$header"
	done
}

# exists NAME...: prints those that are not in the source tree.
missing_files()
{
	while read -r name; do
		[ -e "$srcdir/$name" ] || echo "$name"
	done
}

files_of_manual()
{
	# shellcheck disable=SC2086 # a list
	grep -hEo '@file\{[a-z0-9./_-]+/[a-zA-Z0-9./_-]*\}' $manual |
		sed 's/@file{\(.*\)}/\1/' | grep -v '^build/' | sort -u
}

files_of_design()
{
	grep -Eo '`(include|kernel|libvesper|libsched|programs|tools|tests|doc|examples)/[a-zA-Z0-9./_-]*`' \
		"$design" | tr -d '`' | sort -u
}

missing_in_manual()
{
	files_of_manual | missing_files
}

missing_in_design()
{
	files_of_design | missing_files
}

# Names of claims: those in the column of tests of the table of invariants.
claims_of_design()
{
	awk -F ' [|] ' '/^[|] I[0-9]/ { print $NF }' "$design" |
		grep -Eo '`[a-z0-9_]+`' | tr -d '`' | sort -u
}

missing_claims()
{
	claims_of_design | while read -r name; do
		grep -rqw "$name" "$srcdir/tests" "$srcdir/examples" ||
			echo "$name"
	done
}

at_least()
{
	[ "$("$1" | wc -l)" -ge "$2" ]
}

claim headers_declare_functions test "$(wc -l <"$dir/declared")" -gt 50
claim every_public_function_has_a_man_page none_of undocumented
claim every_function_of_a_man_page_is_public none_of undeclared
claim no_function_is_described_twice none_of described_twice
claim every_public_header_is_in_vesper_7 none_of undescribed_headers
claim vesper_7_is_valid is_valid_roff "$srcdir/doc/vesper.7"
claim every_man_page_names_what_it_describes none_of unnamed
for page in $pages; do
	name=${page##*/}
	claim "synopsis_of_${name%.3}_is_that_of_the_headers" compiles "$page"
	needs groff "man_page_${name%.3}_is_valid" is_valid_roff "$page"
done
claim files_that_the_manual_names_exist none_of missing_in_manual
claim manual_names_files at_least files_of_manual 5
claim design_names_files at_least files_of_design 20
claim design_names_tests at_least claims_of_design 10
claim files_that_the_design_names_exist none_of missing_in_design
claim tests_that_the_design_names_exist none_of missing_claims
finish
