#!/usr/bin/perl
# SPDX-License-Identifier: BlueOak-1.0.0
#
# perfetto.pl - is a file of trace events what a viewer expects?
#
#	perfetto.pl FILE
#
# It is JSON; every process that has an event has a name; two slices of a
# thread lie apart or one in the other; what begins ends, later; nothing is
# before the beginning.  Prints what is wrong, and how many events of each phase
# there are.
use strict;
use warnings;
use JSON::PP;

local $/;
my $json = decode_json(<>);
my @events = @{$json->{traceEvents}};
my (%named, %count, %until, %open, $wrong);

sub wrong
{
	my ($event, $what) = @_;

	print "$what: ", JSON::PP->new->canonical->encode($event), "\n";
	$wrong = 1;
}

for my $event (@events) {
	my $thread = "$event->{pid}.$event->{tid}";

	$count{$event->{ph}}++;
	if ($event->{ph} eq 'M') {
		$named{$event->{pid}} = 1
			if $event->{name} eq 'process_name';
		next;
	}
	wrong($event, 'a process without a name')
		unless $named{$event->{pid}};
	wrong($event, 'before the beginning') if $event->{ts} < 0;
	if ($event->{ph} eq 'X') {
		wrong($event, 'takes no time') unless $event->{dur} > 0;
		my $end = $event->{ts} + $event->{dur};
		my $around = $until{$thread} //= [];

		pop @$around while @$around
			&& $event->{ts} >= $around->[-1] - 0.0005;
		wrong($event, 'overlaps another')
			if @$around && $end > $around->[-1] + 0.0005;
		push @$around, $end;
	} elsif ($event->{ph} eq 'b') {
		wrong($event, 'begins twice')
			if exists $open{$event->{id}};
		$open{$event->{id}} = $event->{ts};
	} elsif ($event->{ph} eq 'e') {
		my $begun = delete $open{$event->{id}};

		wrong($event, 'ends what did not begin')
			unless defined $begun && $begun <= $event->{ts};
	}
}
wrong({ id => $_ }, 'a call does not end') for keys %open;
print "$_ $count{$_}\n" for sort keys %count;
exit($wrong ? 1 : 0);
