# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - tests of portable modules, native, with Check.

# The image builder's modules.  Check's TAP goes to standard output.
unit_common_srcs = tests/unit/claims.c tests/unit/tinyelf.c
unit_mkimage_tests = \
	tests/unit/description_test \
	tests/unit/elfprog_test \
	tests/unit/imagewriter_test \
	tests/unit/kernelfile_test \
	tests/unit/value_test
unit_mkimage_test_objs = $(unit_mkimage_tests:=.bo)
unit_mkimage_objs = $(unit_common_srcs:.c=.bo) $(mkimage_objs)

NATIVE_SRCS += $(unit_common_srcs) tests/unit/claims.h tests/unit/tinyelf.h \
	$(unit_mkimage_tests:=.c)
NATIVE_PROGS += $(unit_mkimage_tests)
check_SCRIPTS += $(unit_mkimage_tests)
TESTS += $(unit_mkimage_tests)

$(unit_mkimage_test_objs): NATIVE_FLAGS = -D_GNU_SOURCE \
	-I$(srcdir)/tools/vsp-mkimage
$(unit_mkimage_tests): %: %.bo $(unit_mkimage_objs)
	$(NATIVE_LINK) $@.bo $(unit_mkimage_objs) $(MKIMAGE_LIBS) \
		$(CHECK_LIBS)
