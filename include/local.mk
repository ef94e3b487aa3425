# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the public headers: the ABI, and the libraries' own.

vesperinclude_HEADERS += \
	include/vesper/bootinfo.h \
	include/vesper/dcb.h \
	include/vesper/error.def \
	include/vesper/error.h \
	include/vesper/image.h \
	include/vesper/op.def \
	include/vesper/op.h \
	include/vesper/proto.h \
	include/vesper/rights.h \
	include/vesper/startup.h \
	include/vesper/syscall.h
