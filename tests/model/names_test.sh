# SPDX-License-Identifier: BlueOak-1.0.0
#
# names_test.sh - the model, the kernel's C code, the manual's diagram and its
# rules name the same states, events and rules.  names.txt has the exceptions.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
model=$srcdir/tests/model
names=$model/names.txt

# same WHAT ANOTHER: two lists in files of these names are one set.
same()
{
	diff "$dir/$1" "$dir/$2" && [ -s "$dir/$1" ]
}

# within WHAT ANOTHER: all of the one are in the other.
within()
{
	comm -23 "$dir/$1" "$dir/$2" >"$dir/missing"
	sed "s/^/$1, but not $2: /" "$dir/missing"
	[ -s "$dir/$1" ] && [ ! -s "$dir/missing" ]
}

into()
{
	sort -u >"$dir/$1"
}

# Words of a list of names with a prefix, without it.
prefixed()
{
	grep -ho "\b$1[A-Z_]*[ ,	(]" "$2" | tr -d ' ,	(' | sed "s/^$1//"
}

exceptions()
{
	sed -n "s/^$1 //p" "$names"
}

# ---- states ----

sed -n '/^@node States of a domain/,/^@end table/s/^@item //p' \
	"$srcdir/doc/vesper.texi" | into manual_states
sed -n 's/^ \*	\([A-Z]*\)	.*/\1/p' "$srcdir/kernel/domain.h" |
	into kernel_states
sed -n 's/^#define STATE_\([A-Z]*\)	.*/\1/p' "$model/events.h" |
	into model_states
awk '$2 == "->" { print $1; print $3 }' "$srcdir/doc/states.dot" |
	grep -v '^any$' | into diagram_states
claim the_manual_has_the_states_of_the_kernel same manual_states kernel_states
claim the_diagram_has_the_states_of_the_kernel \
	same diagram_states kernel_states
claim the_model_has_the_states_of_the_kernel same model_states kernel_states

prefixed FRAME_ "$srcdir/kernel/domain.h" | into kernel_frames
sed -n '/^.. frame/,/^$/s/^#define \([A-Z]*\)	.*/\1/p' "$model/names.pml" |
	into model_frames
claim the_model_has_the_frames_of_the_kernel same model_frames kernel_frames

# ---- events ----

prefixed VSP_SYS_ "$srcdir/include/vesper/syscall.h" |
	grep -v '^COUNT$' | into system_calls
prefixed VSP_UPCALL_ "$srcdir/include/vesper/dcb.h" |
	grep -v '^SIZE$' | into upcalls
sed -n 's/^VSP_OP(DOMAIN, \([A-Z_]*\),.*/\1/p' "$srcdir/include/vesper/op.def" |
	into operations
grep -- '->' "$srcdir/doc/states.dot" | grep -o '\b[A-Z][A-Z]*\b' |
	into diagram_names
cat "$dir/kernel_states" "$dir/system_calls" "$dir/upcalls" \
	"$dir/operations" | into known_names
claim the_diagram_uses_names_of_the_headers within diagram_names known_names
# INVOKE by itself leads nowhere.
grep -v INVOKE "$dir/system_calls" >"$dir/diagram_calls"
claim the_diagram_has_every_system_call within diagram_calls diagram_names
claim the_diagram_has_every_upcall within upcalls diagram_names

sed -n 's/^#define AT_\([A-Z]*\)	.*/\1/p' "$model/events.h" | into model_upcalls
claim the_model_has_the_upcalls_of_the_headers same model_upcalls upcalls
prefixed LEAVE_ "$srcdir/kernel/ipc.h" | into kernel_leaves
sed -n 's/^#define HOW_\([A-Z]*\)	.*/\1/p' "$model/events.h" | into model_leaves
claim the_model_has_the_ways_to_leave same model_leaves kernel_leaves
# What is recorded of walks, but what is no system call or operation.
sed -n 's/^#define E_\([A-Z]*\)	.*/\1/p' "$model/events.h" | into model_events
cat "$dir/system_calls" "$dir/kernel_leaves" | grep -v INVOKE |
	grep -vx 'WAIT\|RESUME\|ACTIVATE' | into events_to_record
printf '%s\n' START STOP RESET CANCEL WRITE LEAVE >>"$dir/events_to_record"
into sorted <"$dir/events_to_record"
claim every_system_call_is_recorded_of_walks within sorted model_events

# ---- rules ----

grep -ho '^inline [a-z_]*' "$model/kernel.pml" | sed 's/inline //' |
	into inlines
grep -hoE '^[a-zA-Z_]+\(' "$srcdir"/kernel/*.c "$srcdir"/kernel/*.h |
	tr -d '(' | into functions
# The functions that the modules of the state machine offer.
for header in wake pick grant ipc; do
	awk '/^\/\*/ { comment = 1 } !comment { print } /\*\// { comment = 0 }' \
		"$srcdir/kernel/$header.h" | grep '^[a-z].*);$' |
		grep -oE '\b[a-z_]+\(' | tr -d '('
done | into offered
sed -n 's/^@itemx* \([a-z_A-Z]*\)$/\1/p' "$srcdir/doc/rules.texi" |
	into manual_rules

# What an inline is in C.
while read -r inline; do
	exceptions 'is\|^part' >/dev/null
	other=$(sed -n "s/^\(is\|part\) $inline //p" "$names")
	aid=$(sed -n "s/^aid $inline .*/aid/p" "$names")
	[ -n "$aid" ] || echo "${other:-$inline}"
done <"$dir/inlines" | into model_rules
{ cat "$dir/model_rules"; exceptions only | cut -d' ' -f1; } |
	into model_rules_and_exceptions
{ exceptions is; exceptions part; exceptions aid; } | cut -d' ' -f1 |
	into named_inlines
exceptions only | cut -d' ' -f1 | into named_functions
claim every_inline_of_the_model_is_a_function_of_the_kernel \
	within model_rules functions
claim every_function_of_the_state_machine_is_in_the_model \
	within offered model_rules_and_exceptions
claim every_rule_of_the_manual_is_an_inline_of_the_model \
	within manual_rules model_rules
claim every_inline_of_the_model_is_in_the_manual \
	within model_rules manual_rules
claim the_exceptions_are_inlines within named_inlines inlines
claim the_exceptions_are_functions within named_functions functions
finish
