# SPDX-License-Identifier: BlueOak-1.0.0
#
# sdcard_test.sh - what vsp-sdcard writes is what the firmware of a board looks
# for: a partition with a FAT file system, and in it the files.
set -u
srcdir=$(cd "${srcdir-.}" && pwd)
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
image=$PWD/examples/hello/hello.img
cp "$image" "$dir/hello.img" && cd "$dir" || exit 1
partition=hello.sd@@1048576

sdcard()
{
	sh "$srcdir/tools/vsp-sdcard/vsp-sdcard" "$@"
}

says()
{
	expected=$1
	printf '%s\n' "$2" >expected
	shift 2
	"$@" >out 2>err
	status=$?
	diff expected err && [ $status = "$expected" ]
}

# field OFFSET TYPE: a number at a place of the card.
field()
{
	od -An -t "$2" -j "$1" -N "${2#u}" hello.sd | tr -d ' '
}

table_is_right()
{
	[ "$(field 510 u2)" = 43605 ] && [ "$(field 450 u1)" = 12 ] &&
		[ "$(field 454 u4)" = 2048 ] &&
		[ "$(field 458 u4)" = 129024 ] &&
		[ "$(wc -c <hello.sd)" = 67108864 ]
}

# The file system is as long as its partition, and starts where it does.
file_system_fits()
{
	[ "$(field 1048608 u4)" = 129024 ] && [ "$(field 1048604 u4)" = 2048 ] &&
		[ "$(od -An -c -j 1048658 -N 5 hello.sd | tr -d ' ')" = FAT32 ]
}

holds()
{
	mcopy -n -i "$partition" "::$1" copy && cmp copy "$2"
	result=$?
	rm -f copy
	return $result
}

config_names_what_is_there()
{
	mtype -i "$partition" ::config.txt >config.txt &&
		grep -qx kernel=vesper.img config.txt &&
		grep -qx arm_64bit=1 config.txt &&
		grep -qx kernel_address=0x80000 config.txt
}

with_firmware()
{
	mkdir -p firmware/overlays
	for name in bootcode.bin start.elf fixup.dat bcm2710-rpi-3-b.dtb \
		overlays/disable-bt.dtbo; do
		echo "$name" >"firmware/$name"
	done
	sdcard -f firmware -o hello.sd hello.img
}

twice_the_same()
{
	sdcard -f firmware -o again.sd hello.img && cmp hello.sd again.sd
}

claim no_image_is_wrong_use says 2 "vsp-sdcard: error: no image is given
hint: vsp-sdcard --help tells the options" sdcard
claim card_over_image_is_wrong_use says 2 "vsp-sdcard: error: the card would overwrite the image:
hint: vsp-sdcard --help tells the options" sdcard -o hello.img hello.img
claim missing_image_is_told says 1 "vsp-sdcard: error: image 'none.img': cannot be read
hint: vsp-mkimage makes images" sdcard none.img
echo "no image at all, but long enough to have a header's 64 bytes if it were" >text.img
claim what_is_no_image_is_told says 1 "vsp-sdcard: error: image 'text.img': is no AArch64 Image
hint: vsp-mkimage makes images" sdcard text.img
claim missing_firmware_is_told says 1 "vsp-sdcard: error: firmware './bootcode.bin': cannot be read
hint: Debian has it in raspi-firmware (non-free-firmware)" sdcard -f . hello.img

if ! command -v mcopy >/dev/null; then
	skip a_card_is_written "there is no mtools"
	finish
	exit
fi
claim card_is_written says 0 \
	"vsp-sdcard: no firmware is on the card: --firmware=FOLDER" \
	sdcard hello.img
claim its_partition_is_in_the_table table_is_right
claim its_file_system_fits_the_partition file_system_fits
claim image_is_on_the_card holds vesper.img hello.img
claim config_names_what_is_there config_names_what_is_there
claim card_with_firmware_is_written with_firmware
claim firmware_is_on_the_card holds start.elf firmware/start.elf
claim overlays_are_on_the_card holds overlays/disable-bt.dtbo \
	firmware/overlays/disable-bt.dtbo
claim two_runs_write_the_same_bytes twice_the_same
claim card_that_cannot_be_written_is_told test \
	"$(sdcard -o nowhere/x.sd hello.img 2>&1 | tail -n 2 | head -n 1)" = \
	"vsp-sdcard: error: card 'nowhere/x.sd': cannot be written"
finish
