/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * time.c - C and POSIX time from the system counter: since boot, for the
 * machine has no calendar.
 */
/* picolibc declares the POSIX timers for those who say that they are there. */
#define _POSIX_TIMERS 1

#include <errno.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>
#include <vesper/vesper.h>

#define NS_PER_S 1000000000ull

static struct timespec
since_boot(void)
{
	uint64_t hz = vsp_ticks_per_s(), now = vsp_now();

	return (struct timespec){
		.tv_sec = (time_t)(now / hz),
		.tv_nsec = (long)(now % hz * NS_PER_S / hz),
	};
}

int
clock_gettime(clockid_t clock, struct timespec *time)
{
	(void)clock;
	*time = since_boot();
	return 0;
}

int
gettimeofday(struct timeval *restrict time, void *restrict zone)
{
	struct timespec now = since_boot();

	(void)zone;
	time->tv_sec = now.tv_sec;
	time->tv_usec = (suseconds_t)(now.tv_nsec / 1000);
	return 0;
}

/* The domain's own time is known to its parent only: this is time of day. */
clock_t
times(struct tms *times)
{
	clock_t now = (clock_t)(vsp_now() / (vsp_ticks_per_s()
					     / CLOCKS_PER_SEC));

	*times = (struct tms){ .tms_utime = now };
	return now;
}

int
nanosleep(const struct timespec *request, struct timespec *left)
{
	uint64_t hz = vsp_ticks_per_s();

	if (request->tv_sec < 0 || request->tv_nsec < 0
	    || (uint64_t)request->tv_nsec >= NS_PER_S) {
		errno = EINVAL;
		return -1;
	}
	vsp_sleep_until(vsp_now() + (uint64_t)request->tv_sec * hz
			+ (uint64_t)request->tv_nsec * hz / NS_PER_S + 1);
	if (left != NULL)
		*left = (struct timespec){ 0 };
	return 0;
}
