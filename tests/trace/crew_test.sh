#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# crew_test.sh - threads are seen in a trace: who runs when, by name, and how
# long, in two domains that have three each beside their first.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/tap.sh"

tool=tools/vsp-trace/vsp-trace
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

boot()
{
	timeout -k 5 "${RUN_IMAGE_SECONDS-400}" sh "$srcdir/tests/boot" \
		tests/trace/crew.img </dev/null >"$dir/log"
}

shows()
{
	"$tool" --text="$dir/text" --svg="$dir/svg" --perfetto="$dir/json" \
		--ctf="$dir/ctf" "$dir/log"
}

# How long each thread ran: DOMAIN THREAD MICROSECONDS SLICES, of the slices of
# its track; thread 0 is the domain itself.
account()
{
	perl -MJSON::PP -e '
	local $/;
	my (%name, %time, %count);
	for (@{decode_json(<>)->{traceEvents}}) {
		my ($pid, $tid, $of) = ($_->{pid}, $_->{tid}, $_->{args});
		$name{$pid} = $of->{name} if $_->{name} eq "process_name";
		$name{"$pid.$tid"} = $of->{name}
			if $_->{name} eq "thread_name";
		next unless $_->{ph} eq "X" && $pid > 0;
		next if $name{"$pid.$tid"} ne $_->{name} && $tid > 0;
		$time{"$pid.$tid"} += $_->{dur};
		$count{"$pid.$tid"}++;
	}
	for (sort keys %time) {
		my ($pid) = split /\./;
		(my $thread = $name{$_}) =~ tr/ /_/;
		print "$name{$pid} $thread $time{$_} $count{$_}\n";
	}' "$dir/json" >"$dir/account"
	sed 's/^/# /' "$dir/account"
	[ -s "$dir/account" ]
}

# Of DOMAIN and THREAD, column 3 or 4 of the account, without its fraction.
value()
{
	awk -v d="$1" -v t="$2" -v c="$3" \
		'$1 == d && $2 == t { print int($c) }' "$dir/account"
}

names_the_threads()
{
	for domain in port starboard; do
		for thread in main stoker cook cabin_boy; do
			[ -n "$(value $domain $thread 3)" ] ||
				{ echo "no $domain $thread"; return 1; }
		done
	done
	grep -q '>cabin boy</text>' "$dir/svg"
}

# work DOMAIN THREAD US: so long it ran, and at most a tenth more.
worked()
{
	us=$(value "$1" "$2" 3)
	[ "$us" -ge "$3" ] && [ "$us" -le $(($3 + $3 / 10 + 100)) ]
}

gives_each_its_time()
{
	for domain in port starboard; do
		worked $domain cook 1600 && worked $domain cabin_boy 80 ||
			return 1
	done
}

# Eight rounds, and between them it sleeps.
shows_switches()
{
	for domain in port starboard; do
		for thread in stoker cook cabin_boy; do
			[ "$(value $domain $thread 4)" -ge 8 ] || return 1
		done
	done
}

# The threads' slices and the domain's own add up to what it ran.
is_within_the_domains()
{
	awk '{ if ($2 == "domain") own[$1] += $3; else sum[$1] += $3 }
	END {
		for (d in sum) {
			n++
			if (sum[d] > own[d] || sum[d] < 0.5 * own[d])
				exit 1
		}
		exit n < 2
	}' "$dir/account"
}

babeltrace_reads_all()
{
	[ "$(babeltrace2 "$dir/ctf" | wc -l)" -eq "$(wc -l <"$dir/text")" ]
}

claim a_system_of_threads_is_recorded boot
claim its_trace_is_shown shows
claim its_events_for_perfetto_are_well_formed \
	perl "$srcdir/tests/trace/perfetto.pl" "$dir/json"
claim an_account_of_threads_can_be_made account
claim threads_of_both_domains_have_their_names names_the_threads
claim threads_are_seen_to_switch shows_switches
claim each_threads_time_is_what_it_worked gives_each_its_time
claim the_threads_times_are_within_their_domains is_within_the_domains
if command -v babeltrace2 >/dev/null; then
	claim babeltrace2_reads_every_record babeltrace_reads_all
else
	skip babeltrace2_reads_every_record "there is no babeltrace2"
fi
finish
