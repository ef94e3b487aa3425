# SPDX-License-Identifier: BlueOak-1.0.0
#
# report.pl - the figures that were measured, beside seL4's and the goal.
#
#	report.pl ANCHORS LOG...
#
# A `bench NAME COUNT' anywhere in a LOG is a figure, whatever else is there.
# A figure that ANCHORS does not name, or that is told twice with different
# counts, is an error.  The report does not judge: `x' says how many times less
# than seL4's it is, `>' marks one that has not reached the goal.
use strict;
use warnings;

my ($anchors, @logs) = @ARGV;
@logs or die "usage: report.pl ANCHORS LOG...\n";
my (%anchor, @order, %figure);
my $errors = 0;

sub error
{
	print STDERR "$_[0]:$.: error: $_[1]\n";
	$errors++;
}

open my $in, '<', $anchors or die "report.pl: error: $anchors: $!\n";
while (<$in>) {
	next if /^#/;
	chomp;
	my ($name, @columns) = split /\t/;
	@columns == 4 or error($anchors, "'$name' has not five columns");
	$anchor{$name} = \@columns;
	push @order, $name;
}
close $in;
for my $log (@logs) {
	open $in, '<', $log or die "report.pl: error: $log: $!\n";
	while (<$in>) {
		my ($name, $count) = /\bbench (\w+) (\d+)\b/ or next;
		$anchor{$name} or error($log, "no anchor for '$name'");
		($figure{$name} // $count) == $count or
			error($log, "'$name' is $figure{$name} and $count");
		$figure{$name} = $count;
	}
	close $in;
}
%figure or error($logs[0], 'no figures');
exit 1 if $errors;

my $format = "%-20s %9s %9s %9s %9s %7s  %s\n";
printf $format, 'figure', 'Vesper', 'goal', 'seL4', 'seL4 MCS', 'x', 'what';
for my $name (grep { defined $figure{$_} } @order) {
	my ($sel4, $mcs, $goal, $what) = @{$anchor{$name}};
	my $peer = $sel4 ne '-' ? $sel4 : $mcs;
	my $count = $figure{$name};

	printf $format, $name, $count, ($count > $goal ? '> ' : '') . $goal,
		$sel4, $mcs,
		$peer ne '-' && $count ? sprintf('%.1f', $peer / $count) : '-',
		$what;
}
