dnl SPDX-License-Identifier: BlueOak-1.0.0
dnl
dnl vesper-missing.m4 - collect what this machine lacks, and say it all at once.

# VESPER_MISSING(WHAT, DEBIAN-PACKAGE)
# ------------------------------------
# Note that WHAT is missing; configure goes on, to find out what else is.
AC_DEFUN([VESPER_MISSING],
[vesper_missing="$vesper_missing
  $1 (Debian: $2)"
vesper_packages="$vesper_packages $2"])

# VESPER_REPORT_MISSING
# ---------------------
# Stop if anything was noted.
AC_DEFUN([VESPER_REPORT_MISSING],
[AS_IF([test -n "$vesper_missing"],
	[AC_MSG_ERROR([this machine lacks:$vesper_missing

On Debian: apt-get install$vesper_packages
config.log says what was tried.])])])
