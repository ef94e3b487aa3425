# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - the manual, the tables it includes, the libraries' man pages, and
# the tests of what they say.

AUTOMAKE_OPTIONS = info-in-builddir no-texinfo.tex
AM_MAKEINFOFLAGS = -I $(srcdir) -I doc -D 'VERSION $(PACKAGE_VERSION)'
AM_MAKEINFOHTMLFLAGS = $(AM_MAKEINFOFLAGS) --no-split
if DOT
AM_MAKEINFOHTMLFLAGS += -D 'PICTURES yes'
endif
# distcheck makes HTML, for which no TeX is needed.
AM_DISTCHECK_DVI_TARGET = html

doc_tables = doc/operations.texi doc/errors.texi doc/layout.texi \
	doc/limits.texi doc/records.texi
# The diagram of a domain's states, in words and in characters.
doc_states = doc/states.txt doc/transitions.texi
info_TEXINFOS = doc/vesper.texi
doc_vesper_TEXINFOS = $(doc_tables) $(doc_states) $(doc_figures) \
	doc/others.texi doc/performance.texi doc/rules.texi \
	doc/scheduling.texi doc/security.texi doc/threads.texi \
	doc/trace.texi doc/trouble.texi examples/camera/camera.vsp \
	examples/camera/transcript examples/hello/hello.c \
	examples/hello/hello.vsp examples/lottery/lottery.c \
	examples/lottery/table.c examples/pingpong/pong.c \
	examples/ring/ring.vsp examples/ring/sink.c examples/ring/source.c \
	examples/selfpage/selfpage.c examples/threads/threads.c

# The program that makes the tables from the headers.
doc_tables_srcs = doc/tables/layout.c doc/tables/limits.c doc/tables/main.c \
	doc/tables/operations.c doc/tables/records.c
NATIVE_SRCS += $(doc_tables_srcs) doc/tables/tables.h
NATIVE_PROGS += doc/tables/tables
doc/tables/tables: $(doc_tables_srcs:.c=.bo)
	$(NATIVE_LINK) $(doc_tables_srcs:.c=.bo)

$(doc_tables): doc/%.texi: doc/tables/tables
	$(AM_V_GEN)$(MKDIR_P) doc && \
	doc/tables/tables $*.texi >$@.new && mv $@.new $@
CLEANFILES += $(doc_tables)
DISTCLEANFILES += doc/vesper.info

doc/transitions.texi: doc/states.dot doc/states.awk
	$(AM_V_GEN)$(MKDIR_P) doc && \
	$(AWK) -v make=table -f $(srcdir)/doc/states.awk \
		$(srcdir)/doc/states.dot >$@.new && mv $@.new $@
doc/states.txt: doc/states.dot doc/states.awk
	$(AM_V_GEN)$(MKDIR_P) doc && \
	$(AWK) -v make=text -f $(srcdir)/doc/states.awk \
		$(srcdir)/doc/states.dot >$@.new && mv $@.new $@
CLEANFILES += $(doc_states)
EXTRA_DIST += doc/states.awk doc/states.dot

# The tables of figures, from those that are kept beside the benches.
doc_figures = doc/bench.texi doc/cycles.texi doc/growth.texi
doc_figures_srcs = doc/figures.awk tests/bench/anchors.tsv \
	tests/bench/baseline.tsv tests/bench/growth.tsv \
	tests/bench/growth_slopes.awk tests/bench/mca.tsv
doc/bench.texi: $(doc_figures_srcs)
	$(AM_V_GEN)$(MKDIR_P) doc && \
	$(AWK) -v make=bench -f $(srcdir)/doc/figures.awk \
		$(srcdir)/tests/bench/anchors.tsv \
		$(srcdir)/tests/bench/baseline.tsv >$@.new && mv $@.new $@
doc/cycles.texi: $(doc_figures_srcs)
	$(AM_V_GEN)$(MKDIR_P) doc && \
	$(AWK) -v make=cycles -f $(srcdir)/doc/figures.awk \
		$(srcdir)/tests/bench/mca.tsv >$@.new && mv $@.new $@
doc/growth.texi: $(doc_figures_srcs)
	$(AM_V_GEN)$(MKDIR_P) doc && \
	$(AWK) -f $(srcdir)/tests/bench/growth_slopes.awk \
		$(srcdir)/tests/bench/growth.tsv >$@.in && \
	$(AWK) -v make=growth -f $(srcdir)/doc/figures.awk $@.in >$@.new && \
	rm -f $@.in && mv $@.new $@
CLEANFILES += $(doc_figures)
EXTRA_DIST += $(doc_figures_srcs)

# And drawn: SVG for HTML, PNG for TeX.  Without dot, HTML has the characters.
if DOT
doc_pictures = doc/states.svg doc/states.png
noinst_DATA += $(doc_pictures)
CLEANFILES += $(doc_pictures)
$(doc_pictures): doc/states.dot
	$(AM_V_GEN)$(MKDIR_P) doc && \
	$(DOT) -T$(subst .,,$(suffix $@)) -o $@.new $(srcdir)/doc/states.dot && \
	mv $@.new $@
endif

# The table of operations that is kept in the tree, for those who read there.
.PHONY: update-doc
update-doc: doc/tables/tables
	doc/tables/tables operations.md >$(srcdir)/doc/operations.md

# The manual's other pictures are kept; `make figures' makes them anew.
kept_pictures = camera.svg growth.svg
EXTRA_DIST += doc/design.md doc/operations.md $(kept_pictures:%=doc/%)

html-local: $(doc_pictures)
	@$(MKDIR_P) doc && for picture in $(kept_pictures); do \
		test -f doc/$$picture || \
		cp $(srcdir)/doc/$$picture doc/$$picture || exit 1; \
	done
clean-local:
	@test "$(srcdir)" = . || rm -f $(kept_pictures:%=doc/%)
install-html-local:
	$(MKDIR_P) "$(DESTDIR)$(htmldir)" && \
	for picture in $(kept_pictures:%=$(srcdir)/doc/%) $(doc_pictures); do \
		$(INSTALL_DATA) $$picture "$(DESTDIR)$(htmldir)" || exit 1; \
	done
uninstall-local:
	for picture in $(kept_pictures) states.svg states.png; do \
		rm -f "$(DESTDIR)$(htmldir)/$$picture" || exit 1; \
	done

doc_tests = tests/doc/commands_test.sh tests/doc/fragments_test.sh tests/doc/names_test.sh \
	tests/doc/tables_test.sh
check_SCRIPTS += doc/tables/tables
TESTS += $(doc_tests)
EXTRA_DIST += $(doc_tests)

dist_man_MANS += doc/vesper.7 libvesper/vesper.3 libvesper/vsp_alloc.3 \
	libvesper/vsp_cache.3 libvesper/vsp_call.3 libvesper/vsp_debug.3 libvesper/vsp_invoke.3 \
	libvesper/vsp_link.3 \
	libvesper/vsp_runtime.3 libvesper/vsp_serve.3 libvesper/vsp_share.3 \
	libvesper/vsp_timer.3 libvesper/vsp_trace.3 libvesper/vsp_try.3 \
	libvesper/vsp_wait.3 \
	libsched/vsp_policy.3 libsched/vsp_ring.3 libsched/vsp_sched.3 \
	libsched/vsp_sync.3 \
	libsched/vsp_thread.3
