# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the image builder.

# All but main(), for the unit tests too.
mkimage_srcs = \
	tools/vsp-mkimage/board.c \
	tools/vsp-mkimage/check.c \
	tools/vsp-mkimage/check_domain.c \
	tools/vsp-mkimage/check_link.c \
	tools/vsp-mkimage/check_sched.c \
	tools/vsp-mkimage/desc.c \
	tools/vsp-mkimage/elffile.c \
	tools/vsp-mkimage/elfident.c \
	tools/vsp-mkimage/elfprog.c \
	tools/vsp-mkimage/elfreloc.c \
	tools/vsp-mkimage/gdb.c \
	tools/vsp-mkimage/grammar.c \
	tools/vsp-mkimage/image.c \
	tools/vsp-mkimage/json.c \
	tools/vsp-mkimage/kernel.c \
	tools/vsp-mkimage/lexer.c \
	tools/vsp-mkimage/program.c \
	tools/vsp-mkimage/report.c \
	tools/vsp-mkimage/sched.c \
	tools/vsp-mkimage/source.c \
	tools/vsp-mkimage/subject.c \
	tools/vsp-mkimage/usage.c \
	tools/vsp-mkimage/value.c
mkimage_hdrs = \
	tools/vsp-mkimage/board.h \
	tools/vsp-mkimage/checks.h \
	tools/vsp-mkimage/desc.h \
	tools/vsp-mkimage/elfcheck.h \
	tools/vsp-mkimage/elffile.h \
	tools/vsp-mkimage/elfprog.h \
	tools/vsp-mkimage/image.h \
	tools/vsp-mkimage/lexer.h \
	tools/vsp-mkimage/source.h \
	tools/vsp-mkimage/system.h \
	tools/vsp-mkimage/usage.h
mkimage_objs = $(mkimage_srcs:.c=.bo) $(common_objs)
MKIMAGE_LIBS = $(CONFUSE_LIBS) $(LIBELF_LIBS)

NATIVE_SRCS += $(mkimage_srcs) $(mkimage_hdrs) tools/vsp-mkimage/main.c
NATIVE_PROGS += tools/vsp-mkimage/vsp-mkimage
bin_SCRIPTS += tools/vsp-mkimage/vsp-mkimage

tools/vsp-mkimage/%.bo: NATIVE_FLAGS = -D_GNU_SOURCE \
	-DPKGDATADIR='"$(pkgdatadir)"'
tools/vsp-mkimage/vsp-mkimage: tools/vsp-mkimage/main.bo $(mkimage_objs)
	$(NATIVE_LINK) tools/vsp-mkimage/main.bo $(mkimage_objs) \
		$(MKIMAGE_LIBS)

dist_man_MANS += tools/vsp-mkimage/vsp-mkimage.1 \
	tools/vsp-mkimage/vesper-system.5
