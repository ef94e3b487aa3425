# SPDX-License-Identifier: BlueOak-1.0.0
# local.mk - the model of the domain state machine, and the code against it.

# Programs that spin makes of models: each searches all that can happen.
model_sources = \
	tests/model/claims.pml \
	tests/model/core.pml tests/model/kernel.pml tests/model/names.pml \
	tests/model/properties.pml tests/model/systems.pml \
	tests/model/threads.pml tests/model/trace.pml tests/model/user.pml \
	tests/model/events.h tests/model/trace.h
model_checkers = tests/model/core tests/model/threads tests/model/trace

$(model_checkers): $(model_sources)
	$(AM_V_GEN)rm -rf $@.d && $(MKDIR_P) $@.d && \
	for file in $(model_sources); do \
		cp $(srcdir)/$$file $@.d || exit 1; \
	done && \
	(cd $@.d && $(SPIN) -a $(@F).pml >spin.log && \
		$(CC_FOR_BUILD) -O1 -w -DCOLLAPSE -DVECTORSZ=1024 \
			-o checker pan.c) && \
	mv $@.d/checker $@ && rm -rf $@.d

# Walks of the kernel's C code, written down.
model_record_srcs = tests/model/record.c tests/model/record_part.c \
	tests/model/record_state.c
model_record_objs = $(model_record_srcs:.c=.bo) \
	$(unit_kernel_objs:tests/unit/claims.bo=)
NATIVE_SRCS += $(model_record_srcs) tests/model/record.h
NATIVE_PROGS += tests/model/record
$(model_record_srcs:.c=.bo): NATIVE_FLAGS = -I$(srcdir)/tests/unit/sim \
	-I$(srcdir)/kernel
tests/model/record: $(model_record_objs)
	$(NATIVE_LINK) $(model_record_objs) $(CHECK_LIBS) \
		-Wl,--wrap=kernel_begin \
		-Wl,--wrap=domain_forget \
		-Wl,--wrap=domain_set_parent \
		-Wl,--wrap=domain_kill \
		-Wl,--wrap=debug_tell \
		-Wl,--wrap=domain_unlink_one_call \
		-Wl,--wrap=domain_answer_one_client

model_tests = tests/model/model_test.sh tests/model/names_test.sh \
	tests/model/record_test.sh
TESTS += $(model_tests)
EXTRA_DIST += tests/model/README.md $(model_tests) $(model_sources) \
	tests/model/spin.sh \
	tests/model/claims.txt tests/model/claims-full.txt \
	tests/model/names.txt tests/model/states.awk
CLEANFILES += $(model_checkers)
if SPIN
check_SCRIPTS += tests/model/record $(model_checkers)
endif

# The same with larger systems and more walks: a quarter of an hour.
.PHONY: check-model-full
check-model-full: $(model_checkers) tests/model/record
	srcdir='$(srcdir)' SPIN='$(SPIN)' $(SHELL) \
		$(srcdir)/tests/model/model_test.sh \
		$(abs_srcdir)/tests/model/claims-full.txt
	srcdir='$(srcdir)' SPIN='$(SPIN)' $(SHELL) \
		$(srcdir)/tests/model/record_test.sh 5000 2
