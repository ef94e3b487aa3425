/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * claims.h - runs the claims of one file with Check.
 */
#ifndef CLAIMS_H
#define CLAIMS_H

#include <check.h>

#define CLAIM_TIMEOUT_S 120

/* For main() to return.  Each claim has its own process, in which `setup` runs
 * before it and `teardown` after it; both can be NULL. */
int claims_run(const char *name, const TTest *const *claims, size_t count,
	       SFun setup, SFun teardown);

#endif
