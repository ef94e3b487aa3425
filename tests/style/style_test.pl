# SPDX-License-Identifier: BlueOak-1.0.0
#
# style_test.pl - the house style, as far as it can be measured.
#
# The inputs of a test, in a folder called bad/, are no sources: their first
# line may be the very thing that is bad.
#
# A function is what starts with `{' and ends with `}' in the first column
# behind a line with its name; its length counts from that line.  The limits
# are those of CONTRIBUTING.md.
use strict;
use warnings;
use File::Find;

my $srcdir = $ENV{srcdir} // '.';
my @folders = qw(include kernel libvesper libsched programs tools examples
	tests doc);
my $is_c = qr/\.[chS]$/;
my $is_source = qr/\.(?:c|h|S|def|ld|mk|am|ac|m4|sh|pl|vsp|in)$/;
my @files = source_files();
my @functions;		# [place, lines]
my %problems;		# claim => [problem, ...]

sub source_files
{
	my @found;

	find({ no_chdir => 1, wanted => sub {
		push @found, $_ if -f && /$is_source/ && !m{/bad/};
	} }, grep { -d } map { "$srcdir/$_" } @folders);
	push @found, glob("$srcdir/m4/vesper*.m4"),
		map { "$srcdir/$_" } qw(bootstrap dev configure.ac Makefile.am
		native.mk images.mk tests/boot tests/run-image);
	return sort @found;
}

sub problem
{
	my ($claim, $text) = @_;

	push @{$problems{$claim}}, $text;
}

sub columns
{
	my ($line) = @_;

	1 while $line =~ s/^([^\t]*)\t/$1 . ' ' x (8 - length($1) % 8)/e;
	return length $line;
}

sub check_head
{
	my ($file, @lines) = @_;
	my ($name) = $file =~ m{([^/]+)$};
	my $first = ($lines[0] // '') =~ /^#!/ ? 1 : 0;
	my $head = join "\n", grep { defined } @lines[0 .. 5];

	($lines[$first] // '') =~ /SPDX-License-Identifier: BlueOak-1\.0\.0\b/
		or problem('every_file_starts_with_its_spdx_tag', $file);
	$name =~ s/\.in$//;
	$head =~ /\Q$name\E - \S/
		or problem('every_file_says_what_it_is_for', $file);
}

sub check_lines
{
	my ($file, @lines) = @_;

	@lines <= 400 or problem('no_c_file_is_longer_than_400_lines',
		"$file: " . @lines);
	for my $n (1 .. @lines) {
		my $line = $lines[$n - 1];
		my $place = "$file:$n";

		columns($line) <= 80 or
			problem('no_line_is_longer_than_80_columns', $place);
		$line =~ /[ \t]$/ and
			problem('no_line_ends_in_a_blank', $place);
		$line =~ /^ {8}/ and
			problem('lines_are_indented_with_tabs', $place);
		# The C standard's own names are types.
		$line =~ /^\s*typedef\s+(?:struct|union)\b/ &&
			$file !~ m{/include/c11/} and
			problem('no_struct_hides_behind_a_typedef', $place);
	}
}

sub check_functions
{
	my ($file, @lines) = @_;
	my ($start, $inside);

	for my $n (1 .. @lines) {
		my $line = $lines[$n - 1];

		$start = $n if !$inside && $line =~ /^\w+\(/;
		$inside = 1 if $start && $line =~ /^\{/;
		$start = undef if $start && !$inside && $line =~ /;\s*$/;
		problem('no_conditional_is_inside_a_function', "$file:$n")
			if $inside && $line =~ /^\s*#\s*(?:el)?if/;
		if ($inside && $line =~ /^\}/) {
			push @functions, ["$file:$start", $n - $start + 1];
			($start, $inside) = ();
		}
	}
}

for my $file (@files) {
	open my $in, '<', $file or do { problem('every_file_can_be_read', $file); next };
	chomp(my @lines = <$in>);
	check_head($file, @lines);
	check_lines($file, @lines) if $file =~ $is_c;
	check_functions($file, @lines) if $file =~ /\.c$/;
}

my @lengths = sort { $a <=> $b } map { $_->[1] } @functions;
sub quantile
{
	my ($part) = @_;

	return $lengths[int($part * $#lengths)] // 0;
}
$_->[1] <= 80 or problem('no_function_is_longer_than_80_lines', "$_->[0]: $_->[1]")
	for @functions;
quantile(0.5) <= 12 or problem('half_of_the_functions_have_at_most_12_lines',
	'the median is ' . quantile(0.5));
quantile(0.9) <= 40 or problem('nine_of_ten_functions_have_at_most_40_lines',
	'the limit is at ' . quantile(0.9));
@functions > 100 or problem('the_functions_are_found', scalar @functions);

my $n = 0;
print '# ', scalar @files, ' files, ', scalar @functions, ' functions, median ',
	quantile(0.5), ", nine of ten up to ", quantile(0.9), ", longest ",
	quantile(1), "\n";
for my $claim (qw(every_file_can_be_read every_file_starts_with_its_spdx_tag
	every_file_says_what_it_is_for no_c_file_is_longer_than_400_lines
	no_line_is_longer_than_80_columns no_line_ends_in_a_blank
	lines_are_indented_with_tabs no_struct_hides_behind_a_typedef
	no_conditional_is_inside_a_function the_functions_are_found
	no_function_is_longer_than_80_lines
	half_of_the_functions_have_at_most_12_lines
	nine_of_ten_functions_have_at_most_40_lines)) {
	my @bad = @{$problems{$claim} // []};

	print @bad ? 'not ok ' : 'ok ', ++$n, " - $claim\n";
	print "# $_\n" for @bad;
}
print "1..$n\n";
