# SPDX-License-Identifier: BlueOak-1.0.0
#
# options_test.sh - how vsp-mkimage is used: options, environment, where
# programs are found, what is written, and the exit status.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

tools=$(pwd)
srcdir=$(cd "$srcdir" && pwd)
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
mkdir programs sub && "$tools/tests/mkimage/mkelf" programs || exit 1
unset VSP_KERNEL VSP_INIT VSP_PROGRAM_PATH

cat >demo.vsp <<'EOF'
system = "demo"
console = "con"
domain "con" { program = "good"  daemon = true  device "uart0" {} }
domain "first" { program = "other"  args = {"first", "1"}  memory = 1M }
domain "second" { program = "other"  portal "ask" { to = "first" } }
shared "buffer" { size = 1M  grant "first" { rights = "rw" } }
EOF
echo 'system = "bad"' >bad.vsp

tool()
{
	"$tools/tools/vsp-mkimage/vsp-mkimage" "$@"
}

# A complete and right call, but for the description.
pack()
{
	tool -k programs/kernel -i programs/good -L programs "$@"
}

# status_is STATUS COMMAND...: and on failure something is said.
status_is()
{
	expected=$1
	shift
	"$@" >out 2>err
	status=$?
	cat out err
	test $status = "$expected" || return 1
	test $status = 0 || test -s err
}

# says TEXT COMMAND...: fails with exactly this on standard error.
says()
{
	printf '%s\n' "$1" >expected
	shift
	"$@" >out 2>err && return 1
	diff expected err
}

writes_image()
{
	rm -f demo.img
	"$@" >out 2>err || return 1
	cat err
	test ! -s err && test -s out && test -s demo.img
}

# writes_image_of NAME: of NAME.vsp, with the bytes of demo.img.
writes_image_of()
{
	pack "$1.vsp" >out && cmp demo.img "$1.img"
}

claim good_system_is_written writes_image pack demo.vsp
claim output_can_be_named \
	status_is 0 sh -c '"$0" -k programs/kernel -i programs/good -L programs \
		-o sub/x demo.vsp && cmp demo.img sub/x' \
	"$tools/tools/vsp-mkimage/vsp-mkimage"

image_size_is_the_files()
{
	size=$(od -An -t u8 -j 16 -N 8 demo.img)
	test "$size" -eq "$(wc -c <demo.img)"
}
claim image_size_is_the_files image_size_is_the_files

same_bytes_from_another_folder()
{
	cp demo.vsp sub/demo.vsp
	(cd sub && tool -k ../programs/kernel -i ../programs/good \
		-L ../programs -o again.img demo.vsp) && cmp demo.img sub/again.img
}
claim same_bytes_from_another_folder same_bytes_from_another_folder

claim no_description_is_wrong_use status_is 2 pack
claim two_descriptions_are_wrong_use status_is 2 pack demo.vsp demo.vsp
claim unknown_option_is_wrong_use status_is 2 pack --frobnicate demo.vsp
claim unknown_report_is_wrong_use status_is 2 pack --report=xml demo.vsp
claim bad_system_is_invalid_input status_is 1 pack bad.vsp
claim help_is_no_error status_is 0 tool --help
claim version_is_no_error status_is 0 tool --version

help_names_every_option()
{
	tool --help >help || return 1
	for option in -o -k -i -L --report --map --gdb -v --help --version; do
		grep -q -e "$option" help || return 1
	done
}
claim help_names_every_option help_names_every_option

claim missing_description_is_told says \
	"none.vsp: error: description 'none.vsp': cannot be read (No such file or directory)" \
	pack none.vsp
claim missing_kernel_is_told says \
	"none: error: kernel 'none': cannot be read (No such file or directory)
hint: name it with --kernel or VSP_KERNEL" \
	pack -k none demo.vsp
claim missing_init_is_told says \
	"none: error: root program 'none': cannot be read (No such file or directory)
hint: name it with --init or VSP_INIT" \
	pack -i none demo.vsp
claim native_init_is_told says \
	"programs/native: error: root program 'native': is for x86-64, not for AArch64 (machine 62)
hint: build it with the cross compiler" \
	pack -i programs/native demo.vsp

claim environment_names_kernel_init_and_folders writes_image \
	env VSP_KERNEL=programs/kernel VSP_INIT=programs/good \
	VSP_PROGRAM_PATH=sub:programs \
	"$tools/tools/vsp-mkimage/vsp-mkimage" demo.vsp
claim option_goes_before_environment writes_image \
	env VSP_KERNEL=none VSP_INIT=none \
	"$tools/tools/vsp-mkimage/vsp-mkimage" -k programs/kernel \
	-i programs/good -L programs demo.vsp

# found_in FOLDER ARG...: where `good' is found.
found_in()
{
	expected=$1
	shift
	"$@" -v -o out.img 2>&1 >out | grep "^domain 'con'" |
		grep -F "'con': $expected/good"
}
description_folder_goes_first()
{
	cp demo.vsp programs/here.vsp
	cp programs/good programs/other sub/
	found_in programs pack -L sub programs/here.vsp
}
claim description_folder_goes_first description_folder_goes_first
claim folders_go_in_their_order found_in sub \
	tool -k programs/kernel -i programs/good -L sub -L programs demo.vsp
claim options_go_before_the_path found_in programs \
	env VSP_PROGRAM_PATH=sub "$tools/tools/vsp-mkimage/vsp-mkimage" \
	-k programs/kernel -i programs/good -L programs demo.vsp

leaves_nothing_behind()
{
	mkdir -p empty
	says "$1" pack -o empty/sub/x.img demo.vsp && test -z "$(ls empty)"
}
claim unwritable_output_is_told_and_leaves_nothing leaves_nothing_behind \
	"empty/sub/x.img: error: output 'empty/sub/x.img': cannot be written (No such file or directory)"

bad_system_keeps_the_old_image()
{
	echo old >keep.img
	status_is 1 pack -o keep.img bad.vsp && test "$(cat keep.img)" = old
}
claim bad_system_keeps_the_old_image bad_system_keeps_the_old_image

claim image_is_not_written_over_the_description says \
	"demo.vsp: error: output 'demo.vsp': is the description, and would be overwritten
hint: name another file with -o, --map or --gdb" pack -o demo.vsp demo.vsp
claim image_is_not_written_over_a_program says \
	"sub/../programs/good: error: output 'sub/../programs/good': is the root program, and would be overwritten
hint: name another file with -o, --map or --gdb
sub/../programs/good: error: output 'sub/../programs/good': is the program, and would be overwritten
hint: name another file with -o, --map or --gdb" \
	pack -o sub/../programs/good demo.vsp
claim map_is_not_written_over_the_description says \
	"./demo.vsp: error: output './demo.vsp': is the description, and would be overwritten
hint: name another file with -o, --map or --gdb" pack --map=./demo.vsp demo.vsp

cp programs/good program.vsp
claim program_is_no_description says \
	"program.vsp: error: description 'program.vsp': is not a text (byte 7 is 0x00)" \
	pack program.vsp
claim endless_description_is_told says \
	"/dev/zero: error: description '/dev/zero': cannot be read (File too large)" \
	pack /dev/zero
claim folder_is_no_description says \
	"sub: error: description 'sub': cannot be read (Is a directory)" pack sub
claim folder_is_no_image says \
	"sub: error: output 'sub': cannot be written (Is a directory)" \
	pack -o sub demo.vsp
claim empty_description_is_told says \
	"/dev/null:1:1: error: description '/dev/null': the system has no name
hint: say system = \"NAME\"
/dev/null:1:1: error: description '/dev/null': has no domain" pack /dev/null

sed 's/$/\r/' demo.vsp >dos.vsp
claim line_ends_of_dos_are_blanks writes_image_of dos
printf '\357\273\277' | cat - demo.vsp >bom.vsp
claim byte_order_mark_is_told says \
	"bom.vsp:1:1: error: description 'bom.vsp': 3 bytes from 0xef on are not text
hint: save the file without a byte-order mark" pack bom.vsp

full_device_is_told()
{
	pack demo.vsp >/dev/full 2>err
	test $? = 1 && test -s err
}
claim report_that_cannot_be_written_is_told full_device_is_told

text_names_everything()
{
	pack demo.vsp >report || return 1
	for word in con first second good other kernel free; do
		grep -qw "$word" report || { echo "no $word"; return 1; }
	done
}
claim report_names_everything text_names_everything

json()
{
	pack --report=json demo.vsp >report.json &&
		perl -MJSON::PP -e 'local $/; $r = decode_json(<STDIN>);
		exit !('"$1"')' <report.json
}
claim json_memory_adds_up json '
	$m = $r->{memory}, $m->{ram_bytes} == $m->{kernel_bytes} +
	$m->{boot_bytes} + $m->{stretch_tables_bytes} + $m->{payload_bytes} +
	$m->{domains_bytes} + $m->{shared_bytes} + $m->{free_bytes}'
claim json_has_every_domain json '
	"con first second" eq join " ", map { $_->{name} } @{$r->{domains}}'
claim json_domain_adds_up json '
	!grep { $_->{total_bytes} != $_->{objects_bytes} +
	$_->{segments_bytes} + $_->{stack_bytes} + $_->{memory_bytes} }
	@{$r->{domains}}'
claim json_knows_the_images_size json '$r->{image_bytes} == -s "demo.img"'

map_fits_the_image()
{
	pack --map=map demo.vsp >out || return 1
	test "$(grep -c ' init good r[-w][-x]$' map)" = 3 || return 1
	test "$(grep -c ' program other r[-w][-x]$' map)" = 3 || return 1
	while read -r offset bytes _; do
		test "$offset" = "#" ||
			test $((offset + bytes)) -le "$(wc -c <demo.img)" ||
			return 1
	done <map
}
claim map_fits_the_image map_fits_the_image

# The example of the manual, with our programs under its names.
manual_example_is_right()
{
	mkdir -p manual
	for name in console ping pong; do
		cp programs/good manual/$name
	done
	sed -n '/^\.SH EXAMPLE/,/^\.EE/p' \
		"$srcdir/tools/vsp-mkimage/vesper-system.5" |
		sed '/^\./d; s/\\e/\\/g' >manual/talk.vsp
	test -s manual/talk.vsp && pack manual/talk.vsp
}
claim manual_example_is_right manual_example_is_right

manual_names_every()
{
	tr -d '\\' <"$srcdir/tools/vsp-mkimage/$1" >page
	shift
	for word; do
		grep -qw -e "$word" page || { echo "no $word"; return 1; }
	done
}
board_names()
{
	sed -n 's/.*{ "\([a-z0-9]*\)", 0x.*NULL },/\1/p' \
		"$srcdir/tools/vsp-mkimage/board.c"
}
claim manual_names_every_device manual_names_every vesper-system.5 \
	$(board_names)
claim manual_names_every_option manual_names_every vesper-system.5 \
	$(sed -n '/_options\[\]/,/CFG_END/s/[A-Z]*("\([a-z]*\)"/\n\1\n/gp' \
		"$srcdir/tools/vsp-mkimage/grammar.c" | grep '^[a-z]*$')
finish
