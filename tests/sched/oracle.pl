#!/usr/bin/perl
# SPDX-License-Identifier: BlueOak-1.0.0
#
# oracle.pl - judges a scheduler's log: was each decision the right one?
#
#	oracle.pl [--least N] < LOG
#
# It knows the policies from the manual's chapter on scheduling, and keeps what
# each task has had in the plainest way there is: no queue, no heap; whenever
# the log says "who?", all tasks are looked at.  Exit 0 if every decision, and
# the time for which it was made, is right; and there were at least N of them.
use strict;
use warnings;
use integer;

my $forever = "18446744073709551615";
my $least = 1;
$least = $ARGV[1] if @ARGV == 2 && $ARGV[0] eq "--least";

my ($kind, $quantum);
my @task;		# hashes: what the log says, and what follows from it
my $clock = 0;		# counts arrivals, for "who came first"
my $decisions = 0;
my $switches = 0;
my $last = "-";
my $floor = 0;		# proportional share: where who wakes begins

sub fail
{
	print "line $.: @_\n";
	exit 1;
}

# The runnable task for which the key (numbers, compared in order) is least.
sub least_of
{
	my ($key, @among) = @_;
	my ($best, @best);

	for my $t (grep { $_->{runnable} } @among) {
		my @key = $key->($t);
		my $i = 0;

		$i++ while defined $best && $i < $#key && $key[$i] == $best[$i];
		($best, @best) = ($t, @key)
			if !defined $best || $key[$i] < $best[$i];
	}
	return $best;
}

sub fresh_turn
{
	my $t = shift;

	$t->{turn} = $quantum;
	$t->{came} = $clock++;
}

# ---- turns: round robin, and fixed priority ----

sub turn_wake { fresh_turn($_[0]) }
sub turn_block { }

sub turn_charge
{
	my ($t, $ticks) = @_;

	return if !$t->{runnable} || !$quantum;
	$t->{turn} -= $ticks;
	fresh_turn($t) if $t->{turn} <= 0;
}

sub turn_yield { fresh_turn($_[0]) }

sub turn_until
{
	my ($t, $now) = @_;

	return $quantum ? $now + $t->{turn} : $forever;
}

# ---- proportional share: 1024 * used / share, and the rest of the division

sub advance
{
	my ($t, $ticks) = @_;
	my $share = $t->{share} || 1;
	my $gone = $ticks * 1024 + $t->{rest};

	$t->{pass} += $gone / $share;
	$t->{rest} = $gone % $share;
}

# The floor rises to the smallest pass of those who can run.
sub lift
{
	my $first = least_of(sub { $_[0]{pass} }, @task);

	$floor = $first->{pass} if $first && $first->{pass} > $floor;
}

sub stride_wake
{
	my $t = shift;

	$t->{runnable} = 0;
	lift();
	$t->{runnable} = 1;
	$t->{pass} = $floor if $t->{pass} < $floor;
	$t->{came} = $clock++;
}

sub stride_block { lift() }

sub stride_charge
{
	my ($t, $ticks) = @_;

	advance($t, $ticks);
	$t->{came} = $clock++ if $t->{runnable};
}

sub stride_yield { lift(); stride_wake($_[0]) }

# ---- reservations ----

sub latency { $_[0]{latency} || $_[0]{period} }
sub wants_extra { $_[0]{extra} || !$_[0]{slice} }

# Who is served extra time: has nothing left of a slice.
sub in_extra { $_[0]{left} == 0 && wants_extra($_[0]) }

sub edf_period
{
	my ($t, $start) = @_;
	my $pays = $t->{debt} < $t->{slice} ? $t->{debt} : $t->{slice};

	$t->{left} = $t->{slice} - $pays;
	$t->{debt} -= $pays;
	$t->{deadline} = $start + latency($t);
	$t->{refill} = $start + $t->{period};
}

# Whole slices are owed: so many periods go by.
sub edf_skip
{
	my $t = shift;

	return if !$t->{runnable} || !$t->{slice} || $t->{left};
	while ($t->{debt} >= $t->{slice}) {
		$t->{debt} -= $t->{slice};
		$t->{refill} += $t->{period};
	}
}

sub edf_lift
{
	my $first = least_of(sub { $_[0]{pass} }, grep { in_extra($_) } @task);

	$floor = $first->{pass} if $first && $first->{pass} > $floor;
}

sub edf_wake
{
	my ($t, $now) = @_;

	$t->{runnable} = 0;
	edf_lift();
	$t->{runnable} = 1;
	if ($t->{slice}) {
		my $fresh;

		if ($t->{left}) {
			# More left than its rate allows till the deadline?
			$fresh = $now >= $t->{deadline}
				|| $t->{left} * latency($t)
				> ($t->{deadline} - $now) * $t->{slice};
		} else {
			$fresh = $now >= $t->{refill};
		}
		edf_period($t, $now) if $fresh;
	}
	edf_skip($t);
	$t->{pass} = $floor if $t->{pass} < $floor;
	$t->{came} = $t->{came_extra} = $clock++;
}

sub edf_block { edf_lift() }

sub edf_charge
{
	my ($t, $ticks) = @_;

	if ($t->{left}) {
		$t->{left} -= $ticks;
		return if $t->{left} > 0;
		$t->{debt} -= $t->{left};
		$t->{left} = 0;
		edf_skip($t);
		$t->{came_extra} = $clock++;
	} elsif (wants_extra($t)) {
		$t->{pass} += $ticks;
		$t->{came_extra} = $clock++;
	} else {
		$t->{debt} += $ticks;
		edf_skip($t);
		$t->{came_extra} = $clock++;
	}
}

sub edf_yield
{
	my $t = shift;

	$t->{left} = 0;
	edf_skip($t);
	$t->{came_extra} = $clock++;
}

# New slices for those whose time has come, in the order of that time.
sub edf_refill
{
	my $now = shift;

	while (my $t = least_of(sub { ($_[0]{refill}, $_[0]{came_extra}) },
	    grep { $_->{slice} && !$_->{left} && $_->{refill} <= $now } @task)) {
		my $start = $t->{refill};

		$start = $now if $start + latency($t) <= $now;
		edf_period($t, $start);
		edf_skip($t);
		$t->{came} = $t->{came_extra} = $clock++;
	}
}

sub edf_pick
{
	my $now = shift;

	edf_refill($now);
	return least_of(sub { ($_[0]{deadline}, $_[0]{came}) },
			grep { $_->{left} } @task)
	    || least_of(sub { ($_[0]{pass}, $_[0]{came_extra}) },
			grep { in_extra($_) } @task);
}

sub edf_until
{
	my ($t, $now) = @_;
	my $next = least_of(sub { $_[0]{refill} },
			    grep { $_->{slice} && !$_->{left} } @task);
	my $end = $t && $now + ($t->{left} || $quantum);

	return $forever if !$end && !$next;
	return $next->{refill} if !$end || ($next && $next->{refill} < $end);
	return $end;
}

my %turns = (wake => \&turn_wake, block => \&turn_block,
	     charge => \&turn_charge, yield => \&turn_yield,
	     until => \&turn_until);
my %policy = (
	"round-robin" => { %turns, pick =>
		sub { least_of(sub { $_[0]{came} }, @task) } },
	"fixed-priority" => { %turns, pick => sub {
		least_of(sub { (-$_[0]{priority}, $_[0]{came}) }, @task) } },
	stride => { wake => \&stride_wake, block => \&stride_block,
		charge => \&stride_charge, yield => \&stride_yield,
		pick => sub {
			least_of(sub { ($_[0]{pass}, $_[0]{came}) }, @task) },
		until => sub { $_[1] + $quantum } },
	edf => { wake => \&edf_wake, block => \&edf_block,
		charge => \&edf_charge, yield => \&edf_yield,
		pick => \&edf_pick, until => \&edf_until, idle => 1 },
);

sub decide
{
	my ($who, $now, $until) = @_;
	my $t = $policy{$kind}{pick}->($now);
	my $right = $t ? $t->{number} : "-";
	my $when = $t || $policy{$kind}{idle}
		? $policy{$kind}{until}->($t, $now) : $forever;

	fail("at $now, $who is to run, but it should be $right")
		if $who ne $right;
	fail("at $now, $who is to run until $until, but it should be $when")
		if $until ne $when;
	$decisions++;
	$switches++ if $who ne $last;
	$last = $who;
}

sub take
{
	my ($what, $who, $now, $value) = @_;
	my $t = $who eq "-" ? undef : $task[$who];

	if ($what eq "P") {
		decide($who, $now, $value);
	} elsif ($what eq "W") {
		fail("$who wakes twice") if $t->{runnable};
		$t->{runnable} = 1;
		$policy{$kind}{wake}->($t, $now);
	} elsif ($what eq "B") {
		fail("$who blocks twice") if !$t->{runnable};
		$policy{$kind}{block}->($t, $now);
		$t->{runnable} = 0;
	} elsif ($what eq "C") {
		$policy{$kind}{charge}->($t, $value);
	} elsif ($what eq "Y") {
		$policy{$kind}{yield}->($t, $now);
	} else {
		fail("cannot be read: $_");
	}
}

while (<STDIN>) {
	my @word = split;

	if ($word[0] eq "policy") {
		($kind, $quantum) = @word[1, 2];
		fail("no policy '$kind'") if !$policy{$kind};
	} elsif ($word[0] eq "task") {
		my %t = (runnable => 0, turn => 0, came => 0, came_extra => 0,
			 pass => 0, rest => 0, left => 0, debt => 0,
			 deadline => 0, refill => 0);

		@t{qw(number priority share period slice latency extra)} =
			@word[1 .. 7];
		push @task, \%t;
	} else {
		take(@word);
	}
}
fail("only $decisions decisions") if $decisions < $least;
print "$decisions decisions, $switches switches, ", scalar @task, " tasks\n";
