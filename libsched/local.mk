# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - scheduling policies and user-level threads.
