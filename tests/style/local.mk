# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the house style, as far as it can be measured.
