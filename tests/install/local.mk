# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - a program outside the tree, built from an installed Vesper.

TESTS += tests/install/install_test.sh
EXTRA_DIST += tests/install/install_test.sh \
	tests/install/project/Makefile.am \
	tests/install/project/configure.ac \
	tests/install/project/outside.c \
	tests/install/project/outside.vsp
