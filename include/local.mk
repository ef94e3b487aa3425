# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the public headers: the ABI, and the libraries' own.

vesperinclude_HEADERS += \
	include/vesper/bootinfo.h \
	include/vesper/cache.h \
	include/vesper/clock.h \
	include/vesper/dcb.h \
	include/vesper/debug.h \
	include/vesper/error.def \
	include/vesper/error.h \
	include/vesper/fault.h \
	include/vesper/image.h \
	include/vesper/invoke.h \
	include/vesper/ipc.h \
	include/vesper/link.h \
	include/vesper/memory.h \
	include/vesper/op.def \
	include/vesper/op.h \
	include/vesper/policy.h \
	include/vesper/pqueue.h \
	include/vesper/proto.h \
	include/vesper/rights.h \
	include/vesper/ring.h \
	include/vesper/runtime.h \
	include/vesper/sched.h \
	include/vesper/share.h \
	include/vesper/startup.h \
	include/vesper/sync.h \
	include/vesper/syscall.h \
	include/vesper/thread.h \
	include/vesper/timer.h \
	include/vesper/trace.def \
	include/vesper/trace.h \
	include/vesper/vesper.h

# What the C library lacks, for programs with threads.
c11include_HEADERS += include/c11/threads.h
