# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the programs every system has.

programs_PROGRAMS += programs/init/init programs/console/console \
	programs/tracer/tracer programs/vsp-sched/vsp-sched

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

programs_vsp_sched_vsp_sched_LDADD = libsched/libvesper-sched.la $(LDADD)
programs_vsp_sched_vsp_sched_SOURCES = programs/vsp-sched/vsp-sched.c

programs_tracer_tracer_SOURCES = programs/tracer/tracer.c

programs_console_console_SOURCES = \
	programs/console/console.c \
	programs/console/input.c \
	programs/console/input.h \
	programs/console/pl011.c \
	programs/console/pl011.h

# What is typed, on the build machine.
console_test = tests/unit/console_input_test
NATIVE_SRCS += $(console_test).c
NATIVE_PROGS += $(console_test)
check_SCRIPTS += $(console_test)
TESTS += $(console_test)
programs/console/input.bo $(console_test).bo: \
	NATIVE_FLAGS = -I$(srcdir)/programs/console -I$(srcdir)/tests/unit
$(console_test): $(console_test).bo programs/console/input.bo \
		tests/unit/claims.bo
	$(NATIVE_LINK) $@.bo programs/console/input.bo tests/unit/claims.bo \
		$(CHECK_LIBS)
