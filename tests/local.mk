# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - how tests are run.  Every test, whatever it is, speaks TAP, and
# Automake's TAP driver counts each claim:
#
#	name.img	a boot image: run-image boots it, its console is TAP
#	name.sh		a shell script that prints TAP (tap.sh helps)
#	name.pl		the same in Perl
#	name		a native program that uses Check, which prints TAP itself

TEST_EXTENSIONS = .img .sh .pl
tap_driver = $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(tap_driver)
IMG_LOG_DRIVER = $(tap_driver)
IMG_LOG_COMPILER = $(SHELL) $(srcdir)/tests/run-image
SH_LOG_DRIVER = $(tap_driver)
SH_LOG_COMPILER = $(SHELL)
PL_LOG_DRIVER = $(tap_driver)
PL_LOG_COMPILER = perl

# For Check: TAP on standard output, nothing else.  For scripts: what was
# configured.
AM_TESTS_ENVIRONMENT = \
	CK_TAP_LOG_FILE_NAME=-; CK_VERBOSITY=silent; \
	export CK_TAP_LOG_FILE_NAME CK_VERBOSITY; \
	srcdir='$(srcdir)'; MAKE='$(MAKE)'; QEMU='$(QEMU)'; NM='$(NM)'; \
	SPIN='$(SPIN)'; VERSION='$(PACKAGE_VERSION)'; \
	CC='$(CC)'; CC_FOR_BUILD='$(CC_FOR_BUILD)'; \
	WARN_CFLAGS='$(WARN_CFLAGS)'; \
	PICOLIBC_DIR='$(PICOLIBC_DIR)'; \
	PKG_CONFIG_FOR_BUILD='$(PKG_CONFIG_FOR_BUILD)'; \
	export srcdir MAKE QEMU NM SPIN VERSION CC CC_FOR_BUILD WARN_CFLAGS \
		PICOLIBC_DIR PKG_CONFIG_FOR_BUILD;

EXTRA_DIST += tests/boot tests/run-image tests/tap.sh

include $(srcdir)/tests/harness/local.mk
include $(srcdir)/tests/unit/local.mk
include $(srcdir)/tests/model/local.mk
include $(srcdir)/tests/mkimage/local.mk
include $(srcdir)/tests/tools/local.mk
include $(srcdir)/tests/trace/local.mk
include $(srcdir)/tests/system/local.mk
include $(srcdir)/tests/sched/local.mk
include $(srcdir)/tests/system/conform/local.mk
include $(srcdir)/tests/system/twice/local.mk
include $(srcdir)/tests/install/local.mk
include $(srcdir)/tests/style/local.mk
include $(srcdir)/tests/bench/local.mk
include $(srcdir)/tests/sweep/local.mk
