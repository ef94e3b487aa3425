# SPDX-License-Identifier: BlueOak-1.0.0
#
# kernel-size.pl - bytes of the kernel's code, and lines of its source.
#
#	kernel-size.pl OBJDUMP KERNEL SRCDIR SOURCE...
#
# Lines are those of .c and .S files that are neither blank nor comment.
use strict;
use warnings;

my ($objdump, $kernel, $srcdir, @sources) = @ARGV;
@sources or die "usage: kernel-size.pl OBJDUMP KERNEL SRCDIR SOURCE...\n";

sub text_bytes
{
	my $bytes = 0;
	open my $in, '-|', $objdump, '-h', $kernel
		or die "kernel-size.pl: error: $objdump: $!\n";
	while (<$in>) {
		$bytes += hex $1 if /^\s*\d+\s+\.text\S*\s+([0-9a-f]+)\s/;
	}
	close $in or die "kernel-size.pl: error: $objdump failed\n";
	$bytes or die "kernel-size.pl: error: $kernel: no .text\n";
	return $bytes;
}

sub source_lines
{
	my ($file) = @_;

	open my $in, '<', $file or die "kernel-size.pl: error: $file: $!\n";
	my $text = do { local $/; <$in> };
	$text =~ s{/\*.*?\*/}{}gs;
	$text =~ s{//.*}{}g;
	return scalar grep { /\S/ } split /\n/, $text;
}

my $lines = 0;
$lines += source_lines("$srcdir/$_") for grep { /\.[cS]$/ } @sources;
print 'bench kernel_text ', text_bytes(), "\n";
print "bench kernel_sloc $lines\n";
