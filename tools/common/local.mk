# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - what the tools in C have in common.

common_srcs = \
	tools/common/file.c \
	tools/common/memory.c \
	tools/common/msg.c \
	tools/common/suggest.c
common_objs = $(common_srcs:.c=.bo)

NATIVE_SRCS += $(common_srcs) \
	tools/common/file.h \
	tools/common/memory.h \
	tools/common/msg.h \
	tools/common/suggest.h

$(common_objs): NATIVE_FLAGS = -D_GNU_SOURCE
