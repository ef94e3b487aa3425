# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - tests of portable modules, native, with Check.
