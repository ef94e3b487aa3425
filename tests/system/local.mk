# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - tests inside the machine: TAP images under QEMU.

raw_kit = tests/system/raw.c tests/system/raw.h tests/system/raw_vector.S

check_PROGRAMS += tests/system/ipc tests/system/ipc_server
tests_system_ipc_SOURCES = tests/system/ipc.c tests/system/ipc.h \
	tests/system/tap.h $(raw_kit)
tests_system_ipc_server_SOURCES = tests/system/ipc_server.c tests/system/ipc.h
tests/system/ipc.img: tests/system/ipc tests/system/ipc_server

check_PROGRAMS += tests/system/registers tests/system/registers_server
tests_system_registers_SOURCES = tests/system/registers.c \
	tests/system/registers.h tests/system/tap.h $(raw_kit)
tests_system_registers_server_SOURCES = tests/system/registers_server.c \
	tests/system/registers.h $(raw_kit)
tests/system/registers.img: tests/system/registers \
	tests/system/registers_server

system_images = \
	tests/system/ipc.img \
	tests/system/registers.img
IMAGES += $(system_images)
TESTS += $(system_images)
