# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the library that makes a domain out of main().
