/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off_plugin.c - a QEMU plugin that counts how long the kernel keeps
 * interrupts off, from outside, instruction by instruction.
 *
 * Kernel code is what is at addresses of the upper half; it runs with
 * interrupts masked.  A piece of it reaches from one boundary to the next:
 * an entry from user level, an `eret' or `wfi', or a look (a read of
 * ISR_EL1) in between, after which an interrupt that waits makes the kernel
 * leave soon.  So an interrupt waits at most as long as
 *
 *	a piece that ends with leaving, or
 *	a piece that ends with a look, and then the longest way out after one
 *	that saw an interrupt
 *
 * and that is what is printed, for each system call in each phase of the test:
 *
 *	PHASE CALL LONGEST PIECE WAY_OUT FROM TO
 *
 * CALL is the number of the svc, or 16 for other exceptions, 17 for an
 * interrupt; FROM and TO are the addresses of the piece's ends.  The test says
 * which phase it is in by an instruction without effect, `movz xzr, #phase'.
 *
 * The plugin's one argument is where the kernel's vectors are: vectors=0x...
 *
 * The functions declared here are those of QEMU's documented plugin interface
 * ("QEMU TCG Plugins", version 1), whose header Debian does not pack.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc,
			       char **argv);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id,
	void (*translated)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_atexit_cb(plugin_id id,
	void (*at_exit)(plugin_id, void *), void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(
	const struct qemu_plugin_tb *tb, size_t index);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
void qemu_plugin_register_vcpu_insn_exec_inline(
	struct qemu_plugin_insn *insn, int add, void *counter, uint64_t by);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
	void (*executed)(unsigned cpu, void *data), int flags, void *data);

EXPORT extern int qemu_plugin_version;
int qemu_plugin_version = 1;

#define NPHASES		256u
#define NCALLS		18u
#define CALL_OTHER	16u
#define CALL_IRQ	17u

/* A64 encodings. */
#define MASK_REG	0xffffffe0u
#define LOOK		0xd538c100u	/* mrs xN, isr_el1 */
#define ERET		0xd69f03e0u
#define WFI		0xd503207fu
#define SVC		0xd4000001u
#define MASK_IMM16	0xffe0001fu
#define MOVZ_XZR	0xd280001fu
#define IMM16(insn)	((insn) >> 5 & 0xffff)

/* Offsets in the vector table, of exceptions from user level. */
#define VECTOR_USER	0x400u
#define VECTOR_IRQ	0x480u
#define VECTOR_END	0x600u
#define VECTOR_SIZE	0x80u

struct stretch {
	uint64_t out;		/* longest piece that ends with leaving */
	uint64_t out_from, out_to;
	uint64_t look;		/* longest that ends with a look */
	uint64_t look_from, look_to;
	uint64_t way_out;	/* longest from a look to leaving */
};

static struct stretch stretches[NPHASES][NCALLS];
static uint64_t vectors;	/* their address */
static uint64_t executed;	/* kernel instructions */
static uint64_t since;		/* `executed` at the last boundary */
static uint64_t from;		/* its address; 0: user level runs */
static bool looked;		/* it was a look */
static uint64_t user;		/* instructions of user level */
static uint64_t user_left;	/* `user' when the kernel was left */
/* The way out of the stretch that was left, and what it may grow to. */
static uint64_t *way_out = &stretches[0][0].way_out;
static uint64_t way_out_count;
static unsigned phase, call;	/* now */

/* The piece that ends with this instruction. */
static uint64_t
piece(void)
{
	uint64_t count = ++executed - since;

	since = executed;
	return count;
}

static void
at_entry(unsigned cpu, void *data)
{
	uint64_t address = (uintptr_t)data;

	(void)cpu;
	since = executed++;
	from = address;
	looked = false;
	if (address - vectors != VECTOR_IRQ)
		return;
	call = CALL_IRQ;
	/* So the look had seen it. */
	if (user == user_left && way_out_count > *way_out)
		*way_out = way_out_count;
}

static void
at_look(unsigned cpu, void *data)
{
	struct stretch *s = &stretches[phase][call];
	uint64_t count = piece();

	(void)cpu;
	if (count > s->look) {
		s->look = count;
		s->look_from = from;
		s->look_to = (uintptr_t)data;
	}
	from = (uintptr_t)data;
	looked = true;
}

static void
at_leaving(unsigned cpu, void *data)
{
	struct stretch *s = &stretches[phase][call];
	uint64_t count = piece();

	(void)cpu;
	if (count > s->out) {
		s->out = count;
		s->out_from = from;
		s->out_to = (uintptr_t)data;
	}
	user_left = user;
	way_out = &s->way_out;
	way_out_count = looked ? count : 0;
	from = (uintptr_t)data;
	looked = false;
	call = CALL_OTHER;
}

/* Whatever comes, an interrupt ends it. */
static void
at_idle(unsigned cpu, void *data)
{
	at_leaving(cpu, data);
	call = CALL_IRQ;
}

static void
at_svc(unsigned cpu, void *data)
{
	(void)cpu;
	call = (unsigned)(uintptr_t)data % CALL_OTHER;
}

static void
at_mark(unsigned cpu, void *data)
{
	(void)cpu;
	phase = (unsigned)(uintptr_t)data % NPHASES;
}

static void
watch(struct qemu_plugin_insn *insn, void (*function)(unsigned, void *),
      uint64_t data)
{
	qemu_plugin_register_vcpu_insn_exec_cb(insn, function, 0,
					       (void *)(uintptr_t)data);
}

static void
watch_kernel(struct qemu_plugin_insn *insn, uint64_t address, uint32_t word)
{
	uint64_t offset = address - vectors;

	if (offset >= VECTOR_USER && offset < VECTOR_END
	    && offset % VECTOR_SIZE == 0)
		watch(insn, at_entry, address);
	else if ((word & MASK_REG) == LOOK)
		watch(insn, at_look, address);
	else if (word == ERET)
		watch(insn, at_leaving, address);
	else if (word == WFI)
		watch(insn, at_idle, address);
	else
		qemu_plugin_register_vcpu_insn_exec_inline(insn, 0, &executed,
							   1);
}

static void
watch_user(struct qemu_plugin_insn *insn, uint32_t word)
{
	qemu_plugin_register_vcpu_insn_exec_inline(insn, 0, &user, 1);
	if ((word & MASK_IMM16) == SVC)
		watch(insn, at_svc, IMM16(word));
	else if ((word & MASK_IMM16) == MOVZ_XZR)
		watch(insn, at_mark, IMM16(word));
}

static void
translated(plugin_id id, struct qemu_plugin_tb *tb)
{
	size_t n = qemu_plugin_tb_n_insns(tb);

	(void)id;
	for (size_t i = 0; i < n; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		const uint32_t *word = qemu_plugin_insn_data(insn);
		uint64_t address = qemu_plugin_insn_vaddr(insn);

		if (address >> 63 != 0)
			watch_kernel(insn, address, *word);
		else
			watch_user(insn, *word);
	}
}

static void
print(unsigned p, unsigned c)
{
	const struct stretch *s = &stretches[p][c];
	bool look = s->look != 0 && s->look + s->way_out > s->out;

	if (s->out == 0 && s->look == 0)
		return;
	fprintf(stderr, "%u %u %llu %llu %llu %llx %llx\n", p, c,
		(unsigned long long)(look ? s->look + s->way_out : s->out),
		(unsigned long long)(look ? s->look : s->out),
		(unsigned long long)(look ? s->way_out : 0),
		(unsigned long long)(look ? s->look_from : s->out_from),
		(unsigned long long)(look ? s->look_to : s->out_to));
}

static void
print_all(plugin_id id, void *data)
{
	(void)id;
	(void)data;
	for (unsigned p = 1; p < NPHASES; p++)
		for (unsigned c = 0; c < NCALLS; c++)
			print(p, c);
}

int
qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv)
{
	static const char name[] = "vectors=";

	(void)info;
	if (argc != 1 || strncmp(argv[0], name, sizeof(name) - 1) != 0) {
		fprintf(stderr, "irqs_off_plugin: error: no vectors=ADDRESS\n");
		return 1;
	}
	vectors = strtoull(argv[0] + sizeof(name) - 1, NULL, 0);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	qemu_plugin_register_atexit_cb(id, print_all, NULL);
	return 0;
}
