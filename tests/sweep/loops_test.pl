# SPDX-License-Identifier: BlueOak-1.0.0
#
# loops_test.pl - every loop of the kernel has a bound that somebody has written
# down.
#
# doc/design.md, "Loops", has a table of functions and how often their loops
# turn, at most, before the kernel looks for interrupts.  A function with a loop
# that is not in the table, or one in the table that has none, fails.  What only
# boots, or panics, is left out: there are no interrupts then, or nothing else
# any more.
use strict;
use warnings;

my $srcdir = $ENV{srcdir} // '.';
my $claim = 0;

sub read_file
{
	my ($path) = @_;

	open my $file, '<', $path or die "$path: $!\n";
	local $/;
	return <$file>;
}

# "file function" => number of loops
sub loops_of
{
	my ($path) = @_;
	my $text = read_file("$srcdir/$path");
	my ($function, %loops) = ('');

	$text =~ s{/\*.*?\*/}{}gs;
	for (split /\n/, $text) {
		$function = $1 if /^(\w+)\(/;
		$loops{"$path $function"}++ while /\b(?:for|while) \(/g;
	}
	return %loops;
}

sub table
{
	my ($section) = read_file("$srcdir/doc/design.md")
		=~ /^### Loops\n(.*?)^#/ms;
	my %bound;

	for (split /\n/, $section // '') {
		my ($file, $functions, $turns) =
			/^\| `([\w.\/]+)` \| (`.*`) \| (\S.*) \|$/ or next;
		$bound{"kernel/$file $_"} = $turns
			for $functions =~ /`(\w+)\(\)`/g;
	}
	return %bound;
}

sub claim
{
	my ($name, @problems) = @_;

	print "# $_\n" for @problems;
	printf "%sok %d - %s\n", @problems ? 'not ' : '', ++$claim, $name;
	return !@problems;
}

my @files = grep { !m{(?:^|/|_)(?:boot|panic)\.c$} }
	map { s{^\Q$srcdir\E/}{}r } glob("$srcdir/kernel/*.[ch] "
		. "$srcdir/kernel/aarch64/*.[ch] $srcdir/kernel/rpi3/*.[ch]");
my %loops = map { loops_of($_) } @files;
my %bound = table();
my $right = 1;

print "1..2\n";
$right &= claim('every_loop_of_the_kernel_has_a_bound',
	map { "$_() has a loop that doc/design.md does not bound" }
	grep { !defined $bound{$_} } sort keys %loops);
$right &= claim('every_bound_is_that_of_a_loop',
	keys %bound > 20 ? () : 'the table is not there',
	map { "$_() has no loop" }
	grep { !defined $loops{$_} } sort keys %bound);
exit !$right;
