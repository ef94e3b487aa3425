# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the script that boots images in QEMU.

bin_SCRIPTS += tools/vsp-run/vsp-run
EXTRA_DIST += tools/vsp-run/vsp-run
dist_man_MANS += tools/vsp-run/vsp-run.1
