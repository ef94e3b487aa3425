# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the examples, each with its own README.
