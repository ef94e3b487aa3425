/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * libc.c - claims of the C library in a domain: that what it needs is there.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include <vesper/vesper.h>

#include "../tap.h"

static bool
is(const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		printf("# '%s', not '%s'\n", got, want);
	return strcmp(got, want) == 0;
}

static bool
printf_formats_integers(void)
{
	char text[128];

	snprintf(text, sizeof(text), "%d %u %x %lld %05d|%-5d|%c|%s", -1, 42u,
		 0xbeefu, -(1ll << 62), 42, 42, 'v', "esper");
	return is(text, "-1 42 beef -4611686018427387904 00042|42   |v|esper");
}

static bool
printf_formats_floats(void)
{
	char text[128];

	snprintf(text, sizeof(text), "%.3f %g %e %.1f", 3.14159265, 1e100,
		 -12345.678, sqrt(2.0) * sqrt(2.0));
	return is(text, "3.142 1e+100 -1.234568e+04 2.0");
}

static bool
strings_become_numbers(void)
{
	char *end;

	return SAME(strtod("-2.5e3x", &end) == -2500.0, true)
	       && SAME(*end, 'x') && SAME(strtoul("0xff", NULL, 0), 255);
}

static bool
malloc_gives_memory_and_takes_it_back(void)
{
	uintptr_t highest = 0;

	for (unsigned round = 0; round < 1000; round++) {
		size_t bytes = 1 + round * 37 % 20000;
		uint8_t *block = malloc(bytes);

		if (block == NULL)
			return SAME(round, 1000);
		memset(block, (int)round, bytes);
		if ((uintptr_t)block > highest)
			highest = (uintptr_t)block;
		free(block);
	}
	return SAME(highest < (uintptr_t)malloc(1) + 100000, true);
}

static bool
blocks_do_not_overlap(void)
{
	uint8_t *block[64];
	unsigned wrong = 0;

	for (unsigned i = 0; i < 64; i++) {
		block[i] = malloc(i * 100 + 1);
		if (block[i] == NULL)
			return SAME(i, 64);
		memset(block[i], (int)i, i * 100 + 1);
	}
	for (unsigned i = 0; i < 64; i++) {
		wrong += block[i][0] != i || block[i][i * 100] != i;
		free(block[i]);
	}
	return SAME(wrong, 0);
}

static bool
malloc_fails_when_memory_is_used_up(void)
{
	/* volatile: clang knows what malloc() does, and leaves it out; and it
	 * thinks that errno is not touched. */
	void *volatile block = malloc(512 * 1024), *volatile huge;
	volatile int *error = &errno;
	bool right = SAME(block != NULL, true);

	*error = 0;
	huge = malloc(1u << 30);
	right &= SAME(huge == NULL, true) && SAME(*error, ENOMEM);
	free(block);
	block = malloc(512 * 1024);
	right &= SAME(block != NULL, true);
	free(block);
	return right;
}

static bool
realloc_keeps_what_was_there(void)
{
	char *text = malloc(8);
	bool right;

	strcpy(text, "vesper");
	text = realloc(text, 100000);
	right = text != NULL && is(text, "vesper");
	free(text);
	return right;
}

static int
compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static bool
qsort_calls_back(void)
{
	int numbers[] = { 5, -3, 9, 0, 7 };

	qsort(numbers, 5, sizeof(int), compare);
	return SAME(numbers[0], -3) && SAME(numbers[4], 9);
}

static bool
longjmp_comes_back(void)
{
	static jmp_buf place;
	volatile int times = 0;

	if (setjmp(place) < 3) {
		times++;
		longjmp(place, times);
	}
	return SAME(times, 3);
}

static bool
files_are_not_there(void)
{
	errno = 0;
	return SAME(fopen("/etc/motd", "r") == NULL, true)
	       && SAME(errno != 0, true);
}

static bool
reading_finds_the_end_of_file(void)
{
	return SAME(getchar(), EOF);
}

static bool
time_passes(void)
{
	struct timeval before, after;

	gettimeofday(&before, NULL);
	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(2000));
	gettimeofday(&after, NULL);
	return SAME((after.tv_sec - before.tv_sec) * 1000000
		    + after.tv_usec - before.tv_usec >= 2000, true);
}

/* FP registers and errno, over many preemptions by another domain. */
static bool
computing_survives_preemption(void)
{
	double sum = 0;

	errno = 1234;
	for (unsigned i = 1; i < 3000000; i++)
		sum += 1.0 / i;
	return SAME((uint64_t)(sum * 1e9), 15491338344ull)
	       && SAME(errno, 1234);
}

static bool
a_long_line_arrives_whole(void)
{
	char line[500];

	memset(line, '#', sizeof(line));
	line[sizeof(line) - 1] = '\0';
	return SAME(printf("%s\n", line), sizeof(line))
	       && SAME(puts("# puts works as well") >= 0, true);
}

static const struct tap_claim claims[] = {
	CLAIM(printf_formats_integers),
	CLAIM(printf_formats_floats),
	CLAIM(strings_become_numbers),
	CLAIM(malloc_gives_memory_and_takes_it_back),
	CLAIM(blocks_do_not_overlap),
	CLAIM(malloc_fails_when_memory_is_used_up),
	CLAIM(realloc_keeps_what_was_there),
	CLAIM(qsort_calls_back),
	CLAIM(longjmp_comes_back),
	CLAIM(files_are_not_there),
	CLAIM(reading_finds_the_end_of_file),
	CLAIM(time_passes),
	CLAIM(computing_survives_preemption),
	CLAIM(a_long_line_arrives_whole),
};

int
main(void)
{
	return tap_run(claims, TAP_COUNT(claims));
}
