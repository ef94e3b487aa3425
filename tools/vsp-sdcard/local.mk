# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the script that puts an image on a card.

bin_SCRIPTS += tools/vsp-sdcard/vsp-sdcard
EXTRA_DIST += tools/vsp-sdcard/vsp-sdcard
dist_man_MANS += tools/vsp-sdcard/vsp-sdcard.1
