/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * slowpath.S - in place of fastpath.S: all exceptions go to the C code.
 */
	.text
	.global	user_sync
user_sync:
	b	user_sync_slow

	/* void fast_divert(bool all); */
	.global	fast_divert
fast_divert:
	ret
