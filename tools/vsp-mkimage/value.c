/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * value.c - reads the values of a description: sizes, times, shares, rights.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <vesper/rights.h>

#include "desc.h"

/* Digits, and what follows them. */
static bool
value_digits(const char *s, int base, uint64_t *value, const char **rest)
{
	char *end;

	if (!isxdigit((unsigned char)*s))
		return false;
	errno = 0;
	*value = strtoull(s, &end, base);
	*rest = end;
	return end != s && errno == 0;
}

bool
value_integer(const char *s, uint64_t *value)
{
	bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
	const char *rest;

	return value_digits(s, hex ? 16 : 10, value, &rest) && !*rest;
}

bool
value_size(const char *s, uint64_t *value)
{
	static const struct { const char *suffix; unsigned shift; } unit[] = {
		{ "", 0 }, { "K", 10 }, { "M", 20 }, { "G", 30 },
	};
	const char *rest;

	if (!value_digits(s, 10, value, &rest))
		return false;
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		if (strcmp(rest, unit[i].suffix))
			continue;
		if (*value > UINT64_MAX >> unit[i].shift)
			return false;
		*value <<= unit[i].shift;
		return true;
	}
	return false;
}

/* "10ms", in ns. */
bool
value_time(const char *s, uint64_t *value)
{
	static const struct { const char *suffix; uint64_t ns; } unit[] = {
		{ "ns", 1 }, { "us", 1000 }, { "ms", 1000000 },
		{ "s", 1000000000 },
	};
	const char *rest;

	if (!value_digits(s, 10, value, &rest))
		return false;
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		if (strcmp(rest, unit[i].suffix))
			continue;
		if (*value > UINT64_MAX / unit[i].ns)
			return false;
		*value *= unit[i].ns;
		return true;
	}
	return false;
}

/* "20%" or "12.5%", in per mille. */
bool
value_percent(const char *s, uint64_t *value)
{
	const char *rest;

	if (!value_digits(s, 10, value, &rest) || *value > 1000000)
		return false;
	*value *= 10;
	if (rest[0] == '.' && isdigit((unsigned char)rest[1])) {
		*value += (uint64_t)(rest[1] - '0');
		rest += 2;
	}
	return !strcmp(rest, "%");
}

bool
value_bool(const char *s, uint64_t *value)
{
	*value = !strcmp(s, "true");
	return *value || !strcmp(s, "false");
}

bool
value_rights(const char *s, uint64_t *value)
{
	static const char letters[] = "rwx";
	static const unsigned right[] = { VSP_R_READ, VSP_R_WRITE, VSP_R_EXEC };
	const char *which;

	for (*value = 0; *s; s++) {
		which = strchr(letters, *s);
		if (!which || *value & right[which - letters])
			return false;
		*value |= right[which - letters];
	}
	return *value != 0;
}

/* How the unit is written that follows the digits, if one is meant: "4KB". */
const char *
value_unit(value_parser parse, const char *s)
{
	static const struct {
		value_parser parse;
		const char *meant, *unit;
	} all[] = {
		{ value_size, "kb", "K" }, { value_size, "kib", "K" },
		{ value_size, "k", "K" }, { value_size, "mb", "M" },
		{ value_size, "mib", "M" }, { value_size, "m", "M" },
		{ value_size, "gb", "G" }, { value_size, "gib", "G" },
		{ value_size, "g", "G" },
		{ value_time, "sec", "s" }, { value_time, "msec", "ms" },
		{ value_time, "usec", "us" }, { value_time, "nsec", "ns" },
	};
	const char *rest = s + strspn(s, "0123456789");

	if (rest == s)
		return NULL;
	rest += strspn(rest, " ");
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].parse == parse && strcmp(all[i].unit, rest) &&
		    !strcasecmp(all[i].meant, rest))
			return all[i].unit;
	return NULL;
}

const char *
value_expected(value_parser parse)
{
	static const struct { value_parser parse; const char *text; } all[] = {
		{ value_integer, "a number, as 8 or 0x1f" },
		{ value_size, "a size, as 4096, 64K or 2M" },
		{ value_percent, "a percentage, as 20% or 12.5%" },
		{ value_time, "a time, as 10ms, 500us or 2s" },
		{ value_bool, "true or false" },
		{ value_rights, "rights, as r, rw or rx" },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].parse == parse)
			return all[i].text;
	return "a text";
}
