/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * main.c - vsp-trace: shows a trace of the kernel as text, as a picture, or
 * as a file for others' viewers.
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../common/memory.h"
#include "trace.h"

#define INPUT_BYTES_MAX	((size_t)1 << 32)

enum { EXIT_INVALID = 1, EXIT_USAGE = 2 };

enum format { TEXT, SUMMARY, SVG, PERFETTO, CTF, NFORMATS };

struct options {
	const char *input;
	const char *output[NFORMATS];	/* NULL: not wanted; "-": stdout */
	struct window window;		/* of the picture */
};

static const char help_text[] =
"usage: vsp-trace [option]... LOG\n"
"\n"
"Reads the trace that the program 'tracer' has written to the console, out\n"
"of the console's log, or a trace's ring as it is in memory.  Without an\n"
"option it writes the summary.\n"
"\n"
"      --text[=FILE]      a line for each record\n"
"      --summary[=FILE]   what each domain did\n"
"      --svg=FILE         a picture of who ran when\n"
"      --from=US          the picture begins so many microseconds later\n"
"      --to=US            and ends so many after the first record\n"
"      --perfetto=FILE    JSON for Perfetto and its like\n"
"      --ctf=DIR          a CTF 1.8 trace, for babeltrace2 and its like\n"
"      --help             this\n"
"      --version          which version this is\n"
"\n"
"FILE can be - for standard output.\n"
"Exit status: 0 if all is well, 1 if the input is not, 2 for wrong options.\n";

static const struct option long_options[] = {
	{ "text", optional_argument, NULL, TEXT },
	{ "summary", optional_argument, NULL, SUMMARY },
	{ "svg", required_argument, NULL, SVG },
	{ "from", required_argument, NULL, 'f' },
	{ "to", required_argument, NULL, 't' },
	{ "perfetto", required_argument, NULL, PERFETTO },
	{ "ctf", required_argument, NULL, CTF },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 }
};

static void __attribute__((noreturn))
usage_hint(void)
{
	fprintf(stderr, "hint: vsp-trace --help tells the options\n");
	exit(EXIT_USAGE);
}

static void __attribute__((noreturn))
show(const char *text)
{
	fputs(text, stdout);
	exit(fflush(stdout) ? EXIT_INVALID : 0);
}

static double
microseconds(const char *option, const char *text)
{
	char *end;
	double us = strtod(text, &end);

	if (end != text && *end == '\0' && us >= 0)
		return us;
	fprintf(stderr, "vsp-trace: error: --%s: '%s' is no time\n", option,
		text);
	usage_hint();
}

/* One that wants no output; false if it is another. */
static bool
set_option(struct options *o, int option)
{
	if (option == 'h')
		show(help_text);
	if (option == 'V')
		show("vsp-trace (Vesper) " VSP_VERSION "\n");
	if (option == 'f')
		o->window.from_us = microseconds("from", optarg);
	else if (option == 't')
		o->window.to_us = microseconds("to", optarg);
	else if (option >= NFORMATS)
		usage_hint();
	else
		return false;
	return true;
}

static void
parse_options(struct options *o, int argc, char **argv)
{
	int option;
	bool some = false;

	*o = (struct options){ 0 };
	while ((option = getopt_long(argc, argv, "", long_options, NULL))
	       != -1) {
		if (set_option(o, option))
			continue;
		o->output[option] = optarg != NULL ? optarg : "-";
		some = true;
	}
	if (!some)
		o->output[SUMMARY] = "-";
	if (optind + 1 != argc) {
		fprintf(stderr, "vsp-trace: error: %s\n", optind == argc
			? "no log is given" : "one log too many");
		usage_hint();
	}
	o->input = argv[optind];
}

static void
read_input(struct trace *t, struct msgs *m, const char *path)
{
	struct subject who = { path, { 0, 0 }, "trace", path };
	struct blob input;
	int error = file_read(path, INPUT_BYTES_MAX, &input);

	t->file = path;
	if (error) {
		msg_error(m, &who, "cannot be read (%s)", strerror(error));
		return;
	}
	if (ring_is(&input))
		ring_read(t, m, &input);
	else
		log_read(t, m, (const char *)input.bytes, input.len);
	blob_free(&input);
	if (!m->count && t->nevents == 0)
		msg_error(m, &who, "there is no record in it");
	trace_resolve(t);
}

/* ---- output ---- */

struct work {
	const struct trace *trace;
	const struct timeline *line;
	struct msgs *msgs;
	struct window window;
};

typedef void writer(FILE *out, const struct work *w);

static void
write_text(FILE *out, const struct work *w)
{
	text_write(out, w->trace);
}

static void
write_summary(FILE *out, const struct work *w)
{
	summary_write(out, w->trace, w->line);
}

static void
write_svg(FILE *out, const struct work *w)
{
	svg_write(out, w->trace, w->line, w->window);
}

static void
write_perfetto(FILE *out, const struct work *w)
{
	perfetto_write(out, w->trace, w->line);
}

static void
write_metadata(FILE *out, const struct work *w)
{
	ctf_write_metadata(out, w->trace);
}

static void
write_stream(FILE *out, const struct work *w)
{
	ctf_write_stream(out, w->trace);
}

static void
tell_output(const struct work *w, const char *path, int error)
{
	struct subject who = { path, { 0, 0 }, "output", path };

	msg_error(w->msgs, &who, "cannot be written (%s)", strerror(error));
}

/* All of it or nothing is written. */
static void
write_file(const struct work *w, const char *path, writer *write)
{
	struct blob bytes = { 0 };
	FILE *out = open_memstream((char **)&bytes.bytes, &bytes.len);
	int error;

	if (out == NULL)
		out_of_memory();
	write(out, w);
	if (fclose(out) != 0)
		out_of_memory();
	if (strcmp(path, "-") == 0) {
		fwrite(bytes.bytes, 1, bytes.len, stdout);
	} else {
		error = file_write(path, &bytes);
		if (error)
			tell_output(w, path, error);
	}
	free(bytes.bytes);
}

static void
write_ctf(const struct work *w, const char *dir)
{
	char *metadata = need_printf("%s/metadata", dir);
	char *stream = need_printf("%s/stream", dir);

	if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
		tell_output(w, dir, errno);
	} else {
		write_file(w, metadata, write_metadata);
		write_file(w, stream, write_stream);
	}
	free(metadata);
	free(stream);
}

static void
write_output(const struct work *w, const struct options *o)
{
	static writer *const writers[NFORMATS] = {
		[TEXT] = write_text, [SUMMARY] = write_summary,
		[SVG] = write_svg, [PERFETTO] = write_perfetto,
	};

	for (unsigned i = 0; i < NFORMATS; i++)
		if (o->output[i] != NULL && writers[i] != NULL)
			write_file(w, o->output[i], writers[i]);
	if (o->output[CTF] != NULL)
		write_ctf(w, o->output[CTF]);
}

int
main(int argc, char **argv)
{
	struct options options;
	struct trace trace = { 0 };
	struct timeline line = { 0 };
	struct msgs msgs = { 0 };
	int status;

	parse_options(&options, argc, argv);
	read_input(&trace, &msgs, options.input);
	if (!msgs.count) {
		timeline_make(&line, &trace);
		write_output(&(struct work){ &trace, &line, &msgs,
					     options.window }, &options);
	}
	msg_print(&msgs, stderr);
	status = msgs.count ? EXIT_INVALID : 0;
	if (fflush(stdout) || ferror(stdout)) {
		perror("vsp-trace: error: output cannot be written");
		status = EXIT_INVALID;
	}
	timeline_free(&line);
	trace_free(&trace);
	msg_free(&msgs);
	return status;
}
