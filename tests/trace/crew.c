/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * crew.c - a domain of three threads, of which one works five times as long as
 * another, and the third does little; for crew_test.sh.
 */
#include <vesper/vesper.h>
#include <vesper/clock.h>
#include <vesper/thread.h>
#include <vesper/timer.h>
#include <vesper/trace.h>

#define ROUNDS	8u

struct member {
	const char *name;
	uint64_t work_us;	/* a round */
	struct vsp_thread *thread;
};

static struct member crew[] = {
	{ .name = "stoker", .work_us = 1000 },
	{ .name = "cook", .work_us = 200 },
	{ .name = "cabin boy", .work_us = 10 },
};

#define NCREW (sizeof crew / sizeof *crew)

static void
spin(uint64_t us)
{
	uint64_t until = vsp_now() + vsp_us_to_ticks(us);

	while (vsp_now() < until)
		;
}

static int
work(void *argument)
{
	const struct member *member = argument;

	for (unsigned i = 0; i < ROUNDS; i++) {
		vsp_note_begin("round", i);
		vsp_note_begin("work", i);
		spin(member->work_us);
		vsp_note_end();
		vsp_sleep_until(vsp_now() + vsp_us_to_ticks(500));
		vsp_note_end();
	}
	return 0;
}

int
main(void)
{
	for (unsigned i = 0; i < NCREW; i++)
		if (vsp_thread_create(&crew[i].thread,
				      &(struct vsp_thread_attributes){
					      .name = crew[i].name },
				      work, &crew[i]) != VSP_OK)
			return 1;
	for (unsigned i = 0; i < NCREW; i++)
		vsp_thread_join(crew[i].thread, NULL);
	return 0;
}
