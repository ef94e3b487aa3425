# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - tests inside the machine: TAP images under QEMU.
