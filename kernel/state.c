/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * state.c - the kernel's state.
 */
#include "state.h"

struct kernel kernel;
