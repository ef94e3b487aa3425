/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * claims.c - runs the claims of one file with Check.
 */
#include "claims.h"

int
claims_run(const char *name, const TTest *const *claims, size_t count,
	   SFun setup, SFun teardown)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tcase);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, CLAIM_TIMEOUT_S);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, claims[i]);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
