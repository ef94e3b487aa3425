# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the manual and the design.
