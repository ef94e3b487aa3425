# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - tests inside the machine: TAP images under QEMU.
#
#	ipc		calls, capabilities that travel, events, the end of a server
#	tokens		calls not answered yet
#	registers	what is in the registers at upcalls; RESUME
#	isolation	other domains' memory, the kernel's, one's own
#	privileged	instructions that are not for user level
#	forge		numbers of capabilities that one does not hold
#	derive		derivation and deletion
#	memory		what can be made of memory, and that it comes back
#	mapping		map and attach
#	debug		a debugger and the domain it looks into
#	sched		grants of time, a scheduler and its children
#	survive		attackers that do their worst, a judge and a bystander
#	storm		domains that make any system call, on the fast paths
#	conform/	the kernel's conformance suite: a root program that is the test
#	twice/		random walks on the fast paths, and again on the C code: the same?
#	libc		the C library in a domain
#	threads		threads in a domain
#	takers		threads that take capabilities with their answers
#	bomb		threads that do their worst
#	c11		C11's <threads.h>
#	sync		how threads wait for each other
#	urgency		threads of different priorities
#	shares, slices	threads that were promised a part of the time
#	rationed	the same in a domain that has a part itself
#	windows		waiting, interrupted at each instruction
#	reports_test	what init says of those that end otherwise than well
#
# Two kits help: attempt.h to try what should fault, raw.h for system calls and
# upcalls with all registers in hand.

raw_kit = tests/system/raw.c tests/system/raw.h tests/system/raw_vector.S \
	tests/vectors.h
attempt_kit = tests/system/attempt.c tests/system/attempt.h

check_PROGRAMS += tests/system/ipc tests/system/ipc_server
tests_system_ipc_SOURCES = tests/system/ipc.c tests/system/ask.h \
	tests/system/ipc.h tests/tap.h $(raw_kit)
tests_system_ipc_server_SOURCES = tests/system/ipc_server.c tests/system/ipc.h
tests/system/ipc.img: tests/system/ipc tests/system/ipc_server

check_PROGRAMS += tests/system/tokens
tests_system_tokens_SOURCES = tests/system/tokens.c tests/system/ask.h \
	tests/system/ipc.h tests/tap.h $(raw_kit)
tests/system/tokens.img: tests/system/tokens tests/system/ipc_server

check_PROGRAMS += tests/system/registers tests/system/registers_server
tests_system_registers_SOURCES = tests/system/registers.c \
	tests/system/registers.h tests/tap.h $(raw_kit)
tests_system_registers_server_SOURCES = tests/system/registers_server.c \
	tests/system/registers.h $(raw_kit)
tests/system/registers.img: tests/system/registers \
	tests/system/registers_server

check_PROGRAMS += tests/system/isolation tests/system/isolation_victim
tests_system_isolation_SOURCES = tests/system/isolation.c \
	tests/system/isolation.h tests/tap.h $(attempt_kit)
tests_system_isolation_victim_SOURCES = tests/system/isolation_victim.c \
	tests/system/isolation.h
tests/system/isolation.img: tests/system/isolation \
	tests/system/isolation_victim

check_PROGRAMS += tests/system/privileged
tests_system_privileged_SOURCES = tests/system/privileged.c \
	tests/system/privileged_words.S tests/tap.h $(attempt_kit)
tests/system/privileged.img: tests/system/privileged

check_PROGRAMS += tests/system/forge
tests_system_forge_SOURCES = tests/system/forge.c tests/system/slots.h \
	tests/tap.h
tests/system/forge.img: tests/system/forge tests/system/ipc_server

check_PROGRAMS += tests/system/derive
tests_system_derive_SOURCES = tests/system/derive.c tests/system/slots.h \
	tests/tap.h
tests/system/derive.img: tests/system/derive tests/system/ipc_server

check_PROGRAMS += tests/system/memory
tests_system_memory_SOURCES = tests/system/memory.c tests/system/objects.h \
	tests/tap.h
tests/system/memory.img: tests/system/memory

check_PROGRAMS += tests/system/mapping
tests_system_mapping_SOURCES = tests/system/mapping.c \
	tests/system/objects.h tests/tap.h \
	$(attempt_kit)
tests/system/mapping.img: tests/system/mapping

check_PROGRAMS += tests/system/survive tests/system/survive_attacker \
	tests/system/survive_bystander
tests_system_survive_SOURCES = tests/system/survive.c \
	tests/system/survive.h tests/tap.h
tests_system_survive_attacker_SOURCES = tests/system/survive_attacker.c \
	tests/system/survive.h $(attempt_kit) $(raw_kit)
tests_system_survive_bystander_SOURCES = tests/system/survive_bystander.c \
	tests/system/survive.h
tests/system/survive.img: tests/system/survive \
	tests/system/survive_attacker tests/system/survive_bystander

check_PROGRAMS += tests/system/storm tests/system/storm_actor
tests_system_storm_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_storm_SOURCES = tests/system/storm.c tests/system/storm.h \
	tests/random.h tests/tap.h
tests_system_storm_actor_SOURCES = tests/system/storm_actor.c \
	tests/system/storm_entry.S tests/system/storm.h tests/random.h
tests_system_storm_actor_CFLAGS = $(AM_CFLAGS) $(HANDLER_CFLAGS)
tests/system/storm.img: tests/system/storm tests/system/storm_actor

check_PROGRAMS += tests/system/sched
tests_system_sched_SOURCES = tests/system/sched.c \
	tests/system/sched_child.S tests/tap.h $(attempt_kit) $(raw_kit)
tests/system/sched.img: tests/system/sched

check_PROGRAMS += tests/system/debug
tests_system_debug_SOURCES = tests/system/debug.c tests/system/debug_child.S \
	tests/tap.h $(attempt_kit) $(raw_kit)
tests/system/debug.img: tests/system/debug

check_PROGRAMS += tests/system/threads tests/system/threads_server
tests_system_threads_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_threads_SOURCES = tests/system/threads.c tests/system/threads.h \
	tests/system/threads_turns.c tests/system/threads_fp.c \
	tests/system/threads_mix.c \
	tests/tap.h
tests_system_threads_server_SOURCES = tests/system/threads_server.c \
	tests/system/threads.h
tests/system/threads.img: tests/system/threads tests/system/threads_server

check_PROGRAMS += tests/system/takers tests/system/takers_server
tests_system_takers_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_takers_SOURCES = tests/system/takers.c tests/system/takers.h \
	tests/system/threads.h tests/tap.h
tests_system_takers_server_SOURCES = tests/system/takers_server.c \
	tests/system/takers.h
tests/system/takers.img: tests/system/takers tests/system/takers_server

check_PROGRAMS += tests/system/sync
tests_system_sync_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_sync_SOURCES = tests/system/sync.c tests/system/sync.h \
	tests/system/sync_c11.c tests/system/sync_misuse.c \
	tests/system/sync_quiet.c tests/system/sync_serve.c \
	tests/system/sync_who.c \
	tests/system/threads.h tests/tap.h
tests/system/sync.img: tests/system/sync

check_PROGRAMS += tests/system/bomb
tests_system_bomb_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_bomb_SOURCES = tests/system/bomb.c tests/system/threads.h \
	tests/tap.h
tests/system/bomb.img: tests/system/bomb

# Standard C: on the machine, and on the build machine.
check_PROGRAMS += tests/system/c11
tests_system_c11_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_c11_SOURCES = tests/system/c11.c tests/system/c11.h \
	tests/system/c11_own.c
tests/system/c11.img: tests/system/c11
NATIVE_PROGS += tests/unit/c11_test
check_SCRIPTS += tests/unit/c11_test
TESTS += tests/unit/c11_test
tests/unit/c11_test: tests/system/c11.bo tests/system/c11_own.bo
	$(NATIVE_LINK) tests/system/c11.bo tests/system/c11_own.bo -pthread

check_PROGRAMS += tests/system/promised
tests_system_promised_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_promised_SOURCES = tests/system/promised.c \
	tests/system/threads.h tests/tap.h
tests/system/shares.img tests/system/slices.img: tests/system/promised

check_PROGRAMS += tests/system/rationed
tests_system_rationed_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_rationed_SOURCES = tests/system/rationed.c \
	tests/system/threads.h tests/tap.h
tests/system/rationed.img: tests/system/rationed

check_PROGRAMS += tests/system/windows
tests_system_windows_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_windows_SOURCES = tests/system/windows.c \
	tests/system/windows.h tests/system/windows_domains.c \
	tests/system/threads.h tests/tap.h
tests/system/windows.img: tests/system/windows tests/system/threads_server

check_PROGRAMS += tests/system/urgency
tests_system_urgency_LDADD = libsched/libvesper-sched.la $(LDADD)
tests_system_urgency_SOURCES = tests/system/urgency.c \
	tests/system/threads.h tests/tap.h
tests/system/urgency.img: tests/system/urgency

check_PROGRAMS += tests/system/libc tests/system/libc_rival
tests_system_libc_SOURCES = tests/system/libc.c tests/tap.h
tests_system_libc_rival_SOURCES = tests/system/libc_rival.c
tests/system/libc.img: tests/system/libc tests/system/libc_rival

system_images = \
	tests/system/bomb.img \
	tests/system/c11.img \
	tests/system/debug.img \
	tests/system/derive.img \
	tests/system/forge.img \
	tests/system/ipc.img \
	tests/system/isolation.img \
	tests/system/libc.img \
	tests/system/mapping.img \
	tests/system/memory.img \
	tests/system/privileged.img \
	tests/system/registers.img \
	tests/system/sched.img \
	tests/system/survive.img \
	tests/system/sync.img \
	tests/system/takers.img \
	tests/system/threads.img \
	tests/system/shares.img \
	tests/system/slices.img \
	tests/system/storm.img \
	tests/system/rationed.img \
	tests/system/urgency.img \
	tests/system/windows.img \
	tests/system/tokens.img
IMAGES += $(system_images)
TESTS += $(system_images) tests/system/reports_test.sh
EXTRA_DIST += tests/system/reports_test.sh
