# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the kernel's fast paths against its C code: random walks, each made
# twice.  The root program and its actors are the conformance suite's.

check_PROGRAMS += tests/system/twice/twice
tests_system_twice_twice_SOURCES = \
	tests/system/conform/abi.h \
	tests/system/conform/actor.c \
	tests/system/conform/actor.h \
	tests/system/conform/console.c \
	tests/system/conform/leave.S \
	tests/system/conform/root.h \
	tests/system/conform/script.S \
	tests/system/conform/stage.c \
	tests/system/conform/stage.h \
	tests/system/twice/seen.c \
	tests/system/twice/twice.c \
	tests/system/twice/twice.h \
	tests/tap.h

twice_images = tests/system/twice/twice.img
IMAGES += $(twice_images)
TESTS += $(twice_images)
tests/system/twice/twice.img: tests/system/twice/twice
tests/system/twice/twice.img: IMAGE_INIT = tests/system/twice/twice
