# SPDX-License-Identifier: BlueOak-1.0.0
#
# tables_test.sh - the manual's tables say what the headers say.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
include=$srcdir/include/vesper
manual=$srcdir/doc/vesper.texi
table=$srcdir/doc/operations.md

# none_of COMMAND...: it prints nothing.
none_of()
{
	printed=$("$@") || return 1
	printf '%s\n' "$printed"
	[ -z "$printed" ]
}

doc/tables/tables operations.md >"$dir/operations.md"
doc/tables/tables operations.texi >"$dir/operations.texi"

up_to_date()
{
	diff "$table" "$dir/operations.md" && return
	echo "hint: make update-doc"
	return 1
}

# "TYPE_NAME" of each operation in op.def.
operations()
{
	sed -n 's/^VSP_OP(\([A-Z]*\), \([A-Z_]*\), [0-9]*, [A-Z]*,.*/\1_\2/p' \
		"$include/op.def"
}

# Those that FILE has no line for: missing_operations BEFORE BEHIND FILE
missing_operations()
{
	for operation in $(operations); do
		grep -qF "$1$operation$2" "$3" || echo "$operation"
	done
}

# As many as there are lines that begin an operation.
operations_are_found()
{
	[ "$(operations | wc -l)" -eq "$(grep -c '^VSP_OP(' "$include/op.def")" ]
}

# column N: of the table as it would be made now, one word a line.
column()
{
	awk -F ' [|] ' -v n="$1" '/^[|] `/ { print $n }' "$dir/operations.md" |
		sed 's/none of its own//' | tr ' ' '\n' | sed '/^$/d' | sort -u
}

errors()
{
	sed -n 's/^VSP_ERROR(\([A-Z]*\),.*/\1/p' "$include/error.def"
}

rights()
{
	sed -n 's/^#define VSP_R_\([A-Z]*\)\t.*/\1/p' "$include/rights.h"
	echo none
}

# unknown N LIST: words of column N that LIST does not print.
unknown()
{
	"$2" | sort -u >"$dir/known"
	column "$1" | comm -23 - "$dir/known"
}

repeated_numbers()
{
	awk -F ' [|] ' '/^[|] `/ { print $2 }' "$dir/operations.md" |
		sort | uniq -d
}

# fields STRUCT HEADER: the names of its members, but for spare ones.
fields()
{
	perl -0pe 's@/\*.*?\*/@@gs' "$2" | sed -n "/^struct $1 {/,/^}/p" |
		sed -n 's/^\t.*[ *]\([a-z_]*[0-9]*\)\(\[.*\]\)*;.*/\1/p' |
		grep -v '^spare'
}

missing_fields()
{
	doc/tables/tables layout.texi >"$dir/layout.texi" || return 1
	for field in $(fields "$1" "$2"); do
		grep -qF "@code{$field}" "$dir/layout.texi" || echo "$field"
	done
}

missing_system_calls()
{
	sed -n 's/^#define VSP_SYS_\([A-Z]*\)\t*\([0-9]\)$/\1 \2/p' \
		"$include/syscall.h" >"$dir/calls"
	while read -r name number; do
		[ "$name" = COUNT ] ||
			grep -qF "@item @code{$name} @tab $number @tab" \
				"$manual" || echo "$name"
	done <"$dir/calls"
}

missing_upcalls()
{
	sed -n 's/^#define VSP_UPCALL_\([A-Z]*\)\t\([0-9]\)$/\1 \2/p' \
		"$include/dcb.h" >"$dir/upcalls"
	while read -r name number; do
		grep -qF "$(printf '@item @code{%s} @tab 0x%03x @tab' \
			"$name" $((number * 128)))" "$manual" || echo "$name"
	done <"$dir/upcalls"
}

# private NAME FILE VALUE: a number that the limits repeat.
private()
{
	grep -Eq "^#define $1[[:blank:]]+$3\$" "$srcdir/$2"
}

missing_claims()
{
	doc/tables/tables limits.claims >"$dir/claims" || return 1
	[ -s "$dir/claims" ] || echo "no claims"
	while read -r name; do
		grep -qF "CLAIM($name)," \
			"$srcdir/tests/system/conform/limits.c" || echo "$name"
	done <"$dir/claims"
}

# Claims that the suite's README names and nobody makes.
unknown_claims()
{
	suite=$srcdir/tests/system/conform

	grep -o '^| I[0-9]* .*' "$suite/README.md" |
		grep -o '`[a-z0-9_]*`' | tr -d '`' >"$dir/named"
	[ -s "$dir/named" ] || echo "no claims"
	while read -r name; do
		grep -qF "CLAIM($name)," "$suite"/*.c || echo "$name"
	done <"$dir/named"
}

# What the kernel and init can say, and the manual does not explain.
unexplained()
{
	manual=$srcdir/doc/trouble.texi

	for error in $(errors); do
		grep -qx "@item $error" "$manual" || echo "$error"
	done
	sed -n 's/.*\(panic\|epitaph\)("\([^"]*\)".*/\2/p' "$srcdir"/kernel/*.c |
	while read -r words; do
		grep -qF "@samp{$words}" "$manual" || echo "$words"
	done
	# Of a report the words between what printf fills in.
	sed -n "s/.*report(\"domain '%s' \([a-z ]*[a-z]\).*/\1/p" \
		"$srcdir"/programs/init/*.c |
	while read -r words; do
		grep -qF "$words" "$manual" || echo "$words"
	done
}

claim what_kernel_and_init_say_is_explained none_of unexplained
claim op_def_is_read_to_its_end operations_are_found
claim table_of_operations_in_the_tree_is_up_to_date up_to_date
claim table_in_the_tree_has_every_operation \
	none_of missing_operations '| `' '` |' "$table"
claim manual_has_every_operation \
	none_of missing_operations ' operation} ' ' ' "$dir/operations.texi"
claim operations_name_only_errors_of_error_def none_of unknown 6 errors
claim operations_name_only_rights_of_rights_h none_of unknown 5 rights
claim no_two_operations_have_one_number none_of repeated_numbers
claim manual_has_every_system_call none_of missing_system_calls
claim manual_has_every_upcall none_of missing_upcalls
claim manual_has_every_word_of_the_dcb \
	none_of missing_fields vsp_dcb "$include/dcb.h"
claim manual_has_every_word_of_the_boot_information \
	none_of missing_fields vsp_bootinfo "$include/bootinfo.h"
claim manual_has_every_word_of_the_startup_page \
	none_of missing_fields vsp_startup "$include/startup.h"
claim limits_of_the_kernel_are_claims_of_the_conformance_suite \
	none_of missing_claims
claim claims_that_the_conformance_suites_readme_names_are_made \
	none_of unknown_claims
claim limit_of_domains_is_that_of_vsp_mkimage private DOMAINS_MAX \
	tools/vsp-mkimage/check.c '\(VSP_NCHILDREN - 1\)'
finish
