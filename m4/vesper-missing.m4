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

# VESPER_OPTIONAL(VARIABLE, PROGRAM, DEBIAN-PACKAGE)
# --------------------------------------------------
# Set VARIABLE to PROGRAM if it is there.  What is not is in vesper_optional, for
# the summary: tests that need it are skipped.
AC_DEFUN([VESPER_OPTIONAL],
[AC_CHECK_PROGS([$1], [$2])
AS_IF([test -z "$$1"],
	[vesper_optional="$vesper_optional
    $2 (Debian: $3)"])])
