# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the programs every system has.

programs_PROGRAMS += programs/init/init programs/console/console

programs_init_init_LDADD = libsched/libvesper-sched.la $(LDADD)
programs_init_init_SOURCES = \
	programs/init/device.c \
	programs/init/domain.c \
	programs/init/init.h \
	programs/init/link.c \
	programs/init/load.c \
	programs/init/main.c \
	programs/init/object.c \
	programs/init/page.c \
	programs/init/payload.c \
	programs/init/power.c \
	programs/init/report.c \
	programs/init/serve.c \
	programs/init/start.S \
	programs/init/startup.c

programs_console_console_SOURCES = \
	programs/console/console.c \
	programs/console/pl011.c \
	programs/console/pl011.h
