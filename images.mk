# SPDX-License-Identifier: BlueOak-1.0.0
#
# images.mk - boot images, from a system description beside their programs.
#
# A local.mk names the image, the programs that it is made of, and, if it is a
# test, that it is one:
#
#	check_PROGRAMS += tests/system/frob
#	tests_system_frob_SOURCES = tests/system/frob.c
#	IMAGES += tests/system/frob.img
#	tests/system/frob.img: tests/system/frob
#	TESTS += tests/system/frob.img
#
# and tests/system/frob.vsp is distributed and describes the system.  Programs
# are found in the folder of the image and in those of IMAGE_PATH.  The memory
# report stays beside the image as frob.report, what the debugger needs as
# frob.gdb.  `make check' makes all IMAGES.

SUFFIXES += .vsp .img

# The root program; an image can have another (a GNU make variable of that
# target).
IMAGE_INIT = programs/init/init
IMAGE_PATH = -L programs/console -L programs/vsp-sched
image_deps = kernel/vesper.elf programs/init/init programs/console/console \
	programs/vsp-sched/vsp-sched tools/vsp-mkimage/vsp-mkimage

.vsp.img:
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	tools/vsp-mkimage/vsp-mkimage --kernel kernel/vesper.elf \
		--init $(IMAGE_INIT) -L $(@D) $(IMAGE_PATH) \
		--gdb=$(@:.img=.gdb) -o $@ $< >$(@:.img=.report)

$(IMAGES): $(image_deps)

EXTRA_DIST += images.mk $(IMAGES:.img=.vsp)
check_DATA += $(IMAGES)
CLEANFILES += $(IMAGES) $(IMAGES:.img=.report) $(IMAGES:.img=.gdb)
