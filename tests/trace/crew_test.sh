#!/bin/sh
# SPDX-License-Identifier: BlueOak-1.0.0
#
# crew_test.sh - threads are seen in a trace: who runs when, by name, and how
# long, in two domains that have three each beside their first.
set -u
srcdir=${srcdir-.}
. "$srcdir/tests/trace/shown.sh"

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

# What threads say while others say something too: per thread, eight rounds,
# each with its work in it, at its beginning.
notes_are_the_threads_own()
{
	perl -MJSON::PP -e '
	local $/;
	my (%name, %round, %work);
	for (@{decode_json(<>)->{traceEvents}}) {
		my $track = "$_->{pid}.$_->{tid}";
		$name{$track} = $_->{args}{name} if $_->{name} eq "thread_name";
		push @{$round{$track}}, $_ if $_->{name} eq "round";
		push @{$work{$track}}, $_ if $_->{name} eq "work";
	}
	my @cooks = grep { $name{$_} eq "cook notes" } keys %round;
	die "tracks: ", join(" ", sort values %name), "\n"
		unless @cooks == 2 && keys %round == 6;
	for my $track (keys %round) {
		my ($rounds, $works) = ($round{$track}, $work{$track});
		die "$name{$track}\n" unless @$rounds == 8 && @$works == 8;
		for (0 .. 7) {
			my ($r, $w) = ($rounds->[$_], $works->[$_]);
			die "round $_\n" unless $w->{ts} >= $r->{ts}
				&& $w->{ts} - $r->{ts} < 20
				&& $r->{dur} >= $w->{dur} + 500
				&& hex($r->{args}{value}) == $_;
		}
	}' "$dir/json"
}

# In the picture, from top to bottom.
lanes_follow_their_domain()
{
	sed -n '/^<g class="\(domain\|thread\|notes\)"/{
		s/.*class="\([a-z]*\)".*/\1/;N;s/\n<text[^>]*>/ /
		s/<.*//;p;}' "$dir/svg" >"$dir/lanes"
	cat "$dir/lanes"
	for domain in port starboard; do
		printf '%s\n' "domain $domain" "thread main" \
			"thread stoker" "notes notes" \
			"thread cook" "notes notes" \
			"thread cabin boy" "notes notes"
	done >"$dir/expected"
	sed -n '/^domain port/,$p' "$dir/lanes" | diff "$dir/expected" -
}

# Microseconds that a thread's bars are long.
drawn()
{
	sed -n "/^<text[^>]*>$1</,/^<\/g>/{
		s/.*<title>$2 \([0-9.]*\) to \([0-9.]*\) us, paid by .*/\1 \2/p;}" \
		"$dir/svg" | awk '{ us += $2 - $1 } END { printf "%d\n", us }'
}

draws_each_as_long_as_it_ran()
{
	us=$(drawn cook cook)
	both=$(($(value port cook 3) + $(value starboard cook 3)))
	echo "drawn $us us of $both"
	[ "$us" -ge $((both - 2)) ] && [ "$us" -le $((both + both / 50)) ]
}

# The summary's last column is the name.
sums_up_the_threads()
{
	for domain in port starboard; do
		ticks=$(awk -v domain=$domain '$1 == domain && $4 == "cook" {
			print $2 }' "$dir/summary")
		us=$(value $domain cook 3)
		echo "$domain: $ticks ticks, $us us"
		[ $((ticks * 2 / 125)) -eq "$us" ] || return 1
	done
	grep -q '^port .*  cabin boy$' "$dir/summary"
}

# Of each thread, some event in the trace for others is by its name.
names_the_threads_of_events()
{
	for domain in port starboard; do
		for thread in main stoker cook "cabin boy"; do
			grep -q "SYSCALL: {[^}]* domain = \"$domain\",\
 thread = \"$thread\" }" "$dir/ctf.text" ||
				{ echo "no $domain $thread"; return 1; }
		done
	done
	! grep 'domain = "init", thread = "[^-]' "$dir/ctf.text"
}

claim a_system_of_threads_is_recorded record tests/trace/crew.img
claim its_trace_is_shown show
claim_it_is_readable
claim an_account_of_threads_can_be_made account
claim threads_of_both_domains_have_their_names names_the_threads
claim threads_are_seen_to_switch shows_switches
claim each_threads_time_is_what_it_worked gives_each_its_time
claim the_threads_times_are_within_their_domains is_within_the_domains
claim the_summary_has_each_threads_time sums_up_the_threads
claim notes_of_threads_do_not_mix notes_are_the_threads_own
claim each_domain_has_its_threads_below_it lanes_follow_their_domain
claim threads_are_drawn_as_long_as_they_ran draws_each_as_long_as_it_ran
needs babeltrace2 events_for_others_name_their_threads \
	names_the_threads_of_events
finish
