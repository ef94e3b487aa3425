# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - a program outside the tree, built from an installed Vesper.
