# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the trace's viewer.

vsp_trace_srcs = \
	tools/vsp-trace/ctf.c \
	tools/vsp-trace/kind.c \
	tools/vsp-trace/log.c \
	tools/vsp-trace/main.c \
	tools/vsp-trace/perfetto.c \
	tools/vsp-trace/ring.c \
	tools/vsp-trace/summary.c \
	tools/vsp-trace/svg.c \
	tools/vsp-trace/svg_frame.c \
	tools/vsp-trace/svg_lane.c \
	tools/vsp-trace/svg_mark.c \
	tools/vsp-trace/text.c \
	tools/vsp-trace/timeline.c \
	tools/vsp-trace/trace.c
vsp_trace_objs = $(vsp_trace_srcs:.c=.bo) $(common_objs)

NATIVE_SRCS += $(vsp_trace_srcs) tools/vsp-trace/svg.h tools/vsp-trace/trace.h
NATIVE_PROGS += tools/vsp-trace/vsp-trace
bin_SCRIPTS += tools/vsp-trace/vsp-trace

tools/vsp-trace/%.bo: NATIVE_FLAGS = -D_GNU_SOURCE
tools/vsp-trace/vsp-trace: $(vsp_trace_objs)
	$(NATIVE_LINK) $(vsp_trace_objs)

dist_man_MANS += tools/vsp-trace/vsp-trace.1
