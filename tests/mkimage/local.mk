# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the image builder, from the outside.

NATIVE_SRCS += tests/mkimage/mkelf.c
NATIVE_PROGS += tests/mkimage/mkelf
check_SCRIPTS += tests/mkimage/mkelf
mkelf_objs = tests/mkimage/mkelf.bo tests/unit/tinyelf.bo
tests/mkimage/mkelf: $(mkelf_objs)
	$(NATIVE_LINK) $(mkelf_objs)

mkimage_tests = tests/mkimage/errors_test.sh tests/mkimage/mutants_test.pl \
	tests/mkimage/options_test.sh
TESTS += $(mkimage_tests)
EXTRA_DIST += $(mkimage_tests) tests/mkimage/bad
