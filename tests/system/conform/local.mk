# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - the conformance suite: a root program that is the test.

check_PROGRAMS += tests/system/conform/conform
tests_system_conform_conform_SOURCES = \
	tests/system/conform/abi.h \
	tests/system/conform/rounds.c \
	tests/system/conform/script.S \
	tests/system/conform/actor.c \
	tests/system/conform/actor.h \
	tests/system/conform/conform.h \
	tests/system/conform/answers.c \
	tests/system/conform/console.c \
	tests/system/conform/limits.c \
	tests/system/conform/fp.c tests/system/conform/machine.c \
	tests/system/conform/main.c \
	tests/system/conform/op.c \
	tests/system/conform/op_cnode.c \
	tests/system/conform/op_domain.c \
	tests/system/conform/op_space.c \
	tests/system/conform/op_trace.c \
	tests/system/conform/op_untyped.c \
	tests/system/conform/deletion.c \
	tests/system/conform/deletion_domain.c \
	tests/system/conform/deletion_race.c \
	tests/system/conform/events.c \
	tests/system/conform/ipc.c \
	tests/system/conform/irq.c \
	tests/system/conform/kit.c \
	tests/system/conform/leave.S \
	tests/vectors.h \
	tests/system/conform/ordinary.c \
	tests/system/conform/owner.c \
	tests/system/conform/root.h \
	tests/system/conform/stage.c \
	tests/system/conform/stage.h \
	tests/system/conform/state.c \
	tests/system/conform/state.h \
	tests/system/conform/state_event.c \
	tests/system/conform/state_rows.c \
	tests/system/conform/time.c \
	tests/system/conform/told.c \
	tests/system/conform/transfer.c \
	tests/system/conform/tree.c \
	tests/system/conform/zoo.c \
	tests/system/conform/zoo.h \
	tests/tap.h

EXTRA_DIST += tests/system/conform/README.md
conform_images = tests/system/conform/conform.img
IMAGES += $(conform_images)
TESTS += $(conform_images)
tests/system/conform/conform.img: tests/system/conform/conform
tests/system/conform/conform.img: IMAGE_INIT = tests/system/conform/conform
