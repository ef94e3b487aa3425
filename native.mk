# SPDX-License-Identifier: BlueOak-1.0.0
#
# native.mk - programs for the build machine, inside a cross-compiled package.
#
# Automake knows one compiler for C, and that is the one for the machine.  So
# a native object has a suffix of its own, .bo ("build object"), which also
# lets one source become both: kernel/cap.o for the board and kernel/cap.bo
# for a unit test.  A local.mk describes a native program like this:
#
#	frob_srcs = tools/frob/main.c tools/frob/frob.h
#	NATIVE_SRCS += $(frob_srcs)
#	NATIVE_PROGS += tools/frob/frob
#	frob_objs = tools/frob/main.bo
#	tools/frob/frob: $(frob_objs)
#		$(NATIVE_LINK) $(frob_objs) $(LIBELF_LIBS)
#
# NATIVE_SRCS are distributed, NATIVE_PROGS are cleaned.  A program that is to
# be installed also goes to bin_SCRIPTS, one that a test needs to
# check_SCRIPTS: "script" is Automake's word for a program that it did not
# link.  For flags of one program, or of one folder's objects:
#
#	tools/frob/frob: NATIVE_FLAGS = -I$(srcdir)/tools/frob
#
# (a GNU make variable of that target and of all that is built for it; for an
# object that two programs share, give the flags to the object itself).

SUFFIXES += .bo

NATIVE_SRCS =
NATIVE_PROGS =
NATIVE_FLAGS =
NATIVE_CPPFLAGS = -I$(srcdir)/include -I$(builddir)/include \
	-DVSP_VERSION='"$(PACKAGE_VERSION)"' \
	-DPKGDATADIR='"$(pkgdatadir)"' \
	$(CONFUSE_CFLAGS) $(LIBELF_CFLAGS) $(CHECK_CFLAGS)
NATIVE_CFLAGS = -std=gnu11 $(WARN_CFLAGS) $(CFLAGS_FOR_BUILD)

native_cc_v = $(native_cc_v_$(V))
native_cc_v_ = $(native_cc_v_$(AM_DEFAULT_VERBOSITY))
native_cc_v_0 = @echo "  CC-BUILD" $@;
native_ld_v = $(native_ld_v_$(V))
native_ld_v_ = $(native_ld_v_$(AM_DEFAULT_VERBOSITY))
native_ld_v_0 = @echo "  LD-BUILD" $@;

NATIVE_LINK = $(native_ld_v)$(MKDIR_P) $(@D) && \
	$(CC_FOR_BUILD) $(CFLAGS_FOR_BUILD) $(LDFLAGS_FOR_BUILD) -o $@

# The compiler writes each object's headers into a .bd file beside it; -MP
# keeps a header that was removed from stopping the next build.
.c.bo:
	$(native_cc_v)$(MKDIR_P) $(@D) && \
	$(CC_FOR_BUILD) $(NATIVE_FLAGS) $(NATIVE_CPPFLAGS) $(NATIVE_CFLAGS) \
		-MMD -MP -MF $(@:.bo=.bd) -c -o $@ $<

native_deps = $(wildcard */*.bd */*/*.bd */*/*/*.bd)
-include $(native_deps)

EXTRA_DIST += native.mk $(NATIVE_SRCS)
CLEANFILES += $(NATIVE_PROGS)

mostlyclean-local:
	-rm -f *.bo */*.bo */*/*.bo */*/*/*.bo
distclean-local:
	-rm -f *.bd */*.bd */*/*.bd */*/*/*.bd
