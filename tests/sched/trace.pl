#!/usr/bin/perl
# SPDX-License-Identifier: BlueOak-1.0.0
#
# trace.pl - compares a scheduler's log with the kernel's trace of the same
# time: what the policy was told is what happened, and what it answered is
# what was done.
#
#	trace.pl NAME... < CONSOLE
#
# NAME are the scheduler's children in the order of their numbers.  On the
# console are the lines of logged.c and those of the program tracer.  For the
# time of the trace:
#
#	- each grant to a child is the policy's last answer, and ends no later,
#	  unless the child has a priority higher than that of all who can run:
#	  then the kernel may dispatch it itself (direct);
#	- each answer is carried out before the policy is asked again, or its
#	  time was over before it began: then nothing is charged;
#	- the ticks of each return are charged, to that child, in order;
#	- who is told to have woken was ready, or its time had come; who is
#	  told to have blocked was not ready, and its time had not come.
use strict;
use warnings;

my %number;		# of a task, by its name
$number{$ARGV[$_]} = $_ for 0 .. $#ARGV;
my (%task_of_page, @record, @log, @priority, $head, $fixed);

sub fail
{
	print "@_\n";
	exit 1;
}

while (<STDIN>) {
	s/\r//;
	my @w = split;

	shift @w if @w > 1 && $w[1] eq "|";
	shift @w if @w && $w[0] eq "|";
	next if !@w;
	if ($w[0] eq '@D' && exists $number{$w[2]}) {
		$task_of_page{hex $w[1]} = $number{$w[2]};
	} elsif ($w[0] eq '@R') {
		my %r;

		no warnings "portable";
		@r{qw(time kind detail domain a b)} = map { hex } @w[2 .. 7];
		push @record, \%r;
	} elsif ($w[0] eq "log" && $w[1] =~ /^[WBCPY]$/) {
		push @log, [@w[1 .. 4]];
	} elsif ($w[0] eq "log" && $w[1] eq "task") {
		$priority[$w[2]] = $w[3];
	} elsif ($w[0] eq "log" && $w[1] eq "policy") {
		$fixed = $w[2] eq "fixed-priority";
	}
}
fail("no trace, or no log") if !@record || !@log;

my ($begin, $end) = ($record[0]{time}, $record[-1]{time});
my ($READY, $GRANT, $RETURN) = (11, 12, 13);
my ($grants, $direct, $returns, $wakes, $blocks) = (0) x 5;

# What the kernel knows: whose ready bit is up, and when who wants to run.
my (@ready, @until, @known);
# The policy's last answer, until it is asked again.
my ($answer, @charge);
my (@runnable, $log_at);
$log_at = 0;

sub take_record
{
	my $r = shift;
	my $task = $task_of_page{$r->{domain}};

	return if !defined $task;
	if ($r->{kind} == $READY) {
		$ready[$task] = $r->{detail};
		$known[$task] = 1;
	} elsif ($r->{kind} == $GRANT) {
		grant($r, $task);
	} elsif ($r->{kind} == $RETURN) {
		$until[$task] = $r->{a};
		push @{$charge[$task]}, $r->{b};
		$returns++;
	}
}

sub grant
{
	my ($r, $task) = @_;

	return if !$answer;	# from before the trace
	$grants++;
	if ($answer->{task} ne $task) {
		my $over = grep { $runnable[$_]
			&& $priority[$_] >= $priority[$task] } 0 .. $#priority;

		fail("at $r->{time}, the processor goes to $task, but the "
		     . "policy said $answer->{task} at $answer->{now}")
			if !$fixed || $over;
		$direct++;
		return;
	}
	$answer->{done} = 1;
	fail("at $r->{time}, $task gets the processor until $r->{a}, later "
	     . "than $answer->{until}") if $r->{a} > $answer->{until};
}

# The policy was asked at `now`: what came of the answer before?
sub asked
{
	my ($task, $now, $until) = @_;

	fail("at $now, nothing has come of what the policy said at "
	     . "$answer->{now}")
		if $answer && !$answer->{done} && $answer->{task} ne "-";
	$answer = { task => $task, now => $now, until => $until };
}

# What it is charged must come in the order of the returns; the decisions'
# own time comes in between.
sub charged
{
	my ($task, $ticks) = @_;
	my $queue = $charge[$task];

	# Dispatched too late: back at once, with nothing used.
	$answer->{done} = 1 if $answer && !$ticks && $answer->{task} eq $task;
	shift @$queue if $queue && @$queue && $queue->[0] == $ticks;
}

sub told
{
	my ($what, $task, $now) = @_;
	my $can = $ready[$task]
		|| (defined $until[$task] && $until[$task] <= $now);

	$runnable[$task] = $what eq "W";
	return if !$known[$task];
	if ($what eq "W") {
		fail("at $now, $task is not ready, nor was to wake") if !$can;
		$wakes++;
	} else {
		fail("at $now, $task is ready") if $can;
		$blocks++;
	}
}

sub take_entry
{
	my ($what, $task, $now, $value) = @{$_[0]};

	if ($now < $begin) {
		$runnable[$task] = $what eq "W" if $what =~ /[WB]/;
		return;
	}
	asked($task, $now, $value) if $what eq "P";
	charged($task, $value) if $what eq "C";
	told($what, $task, $now) if $what =~ /[WB]/;
}

# Both in the order of time.  What is charged has the time at which the
# decision began, which is after the return.
for my $r (@record) {
	while ($log_at < @log && $log[$log_at][2] < $r->{time}) {
		take_entry($log[$log_at++]);
	}
	take_record($r);
}
for my $task (0 .. $#charge) {
	my $left = $charge[$task] ? @{$charge[$task]} : 0;

	# The last one can have come after the last decision.
	fail("$left returns of $task were not charged") if $left > 1;
}
fail("the trace has $grants grants, $wakes wakes")
	if $grants < 100 || $wakes < 20 - 20 * !$blocks;
print "$grants grants ($direct direct), $returns returns, $wakes wakes, ",
	"$blocks blocks, as logged\n";
