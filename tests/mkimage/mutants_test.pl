# SPDX-License-Identifier: BlueOak-1.0.0
#
# mutants_test.pl - whatever is in its input, vsp-mkimage ends, and either writes
# an image or says what is wrong, in the form that all its messages have.
#
# Descriptions, programs and kernels that were good or nearly so are spoilt at
# random places; the seed is fixed, so each run does the same.
use strict;
use warnings;
use Cwd;
use File::Temp qw(tempdir);

my $srcdir = $ENV{srcdir} || '.';
my $tool = getcwd . '/tools/vsp-mkimage/vsp-mkimage';
my $dir = tempdir(CLEANUP => 1);
mkdir "$dir/programs";
system('tests/mkimage/mkelf', "$dir/programs") == 0 or die 'mkelf';

sub slurp {
	my ($name) = @_;
	local $/;
	open(my $file, '<:raw', $name) or die "$name: $!";
	return <$file>;
}

sub spew {
	my ($name, $bytes) = @_;
	open(my $file, '>:raw', $name) or die "$name: $!";
	print $file $bytes;
	close($file) or die "$name: $!";
}

my @descriptions = map { slurp($_) }
	sort glob("$srcdir/tests/mkimage/bad/*.vsp $srcdir/examples/*/*.vsp");
my @words = map { split } @descriptions;
my %program = map { $_ => slurp("$dir/programs/$_") }
	qw(kernel good other segments relocations);
spew("$dir/programs/vsp-sched", $program{good});
chdir $dir or die;

# A number such as those at which arithmetic goes wrong.
sub odd_number {
	my @odd = (0, 1, 7, 0x1000, 0x200000, 0xffffffff, 0x80000000, ~0,
		~0 - 7, 1 << 63);
	return pack 'Q<', $odd[rand @odd];
}

sub spoil_bytes {
	my ($bytes, $binary) = @_;
	my $at = int rand($binary ? 700 : length $bytes);
	my $how = int rand 5;

	return $bytes if $at >= length $bytes;
	if ($how == 0) {
		substr($bytes, $at, 1) = chr rand 256;
	} elsif ($how == 1) {
		substr($bytes, $at, 1) ^= chr(1 << rand 8);
	} elsif ($how == 2) {
		substr($bytes, $at, 1 + rand 40) = '';
	} elsif ($how == 3 && $binary) {
		substr($bytes, $at & ~7, 8) = odd_number();
	} elsif ($how == 3) {
		substr($bytes, $at, 0) = " $words[rand @words] ";
	} else {
		$bytes = substr($bytes, 0, $at) if rand() < 0.2;
	}
	return $bytes;
}

sub spoil {
	my ($bytes, $binary) = @_;
	my @times = (1, 1, 2, 3, 8);

	$bytes = spoil_bytes($bytes, $binary) for 1 .. $times[rand @times];
	return $bytes;
}

# What is wrong with how the tool dealt with it; or nothing.
sub fault_of {
	my ($description, $kernel, $init) = @_;

	spew('x.vsp', $description);
	unlink 'x.img';
	my $status = system("timeout -s KILL 20 '$tool' -k $kernel -i $init " .
		"-L programs --map=x.map --gdb=x.gdb x.vsp >out 2>err");
	my $said = slurp('err');

	return "status $status" if $status != 0 && $status != 256;
	return $said eq '' && -s 'x.img' ? '' : "no image, or words: $said"
		if $status == 0;
	return 'there is an image' if -e 'x.img';
	return 'no words' if $said eq '';
	for my $line (split /\n/, $said) {
		return "message: $line"
			if $line !~ /^(\S.*: error: \S.* '.*': \S|hint: \S)/;
	}
	return '';
}

my $claims = 0;

sub claim {
	my ($name, $count, $fault) = @_;
	my $found = '';

	for (my $i = 0; $i < $count && $found eq ''; $i++) {
		$found = $fault->();
	}
	print $found eq '' ? '' : 'not ', 'ok ', ++$claims, " - $name\n";
	return if $found eq '';
	$found =~ s/^/# /gm;
	print "$found\n";
	print map { "# | $_\n" } split /\n/, slurp('x.vsp');
}

my $system = <<'END';
system = "t"
domain "a" { program = "PROGRAM" }
domain "b" { program = "good"  daemon = true  device "uart0" {} }
END

# mutant NAME: a spoilt program, in the file `mutant'.
sub mutant {
	spew('programs/mutant', spoil($program{$_[0]}, 1));
}

srand 19530725;
claim 'spoilt_descriptions_are_told_or_packed', 400, sub {
	fault_of(spoil($descriptions[rand @descriptions], 0),
		'programs/kernel', 'programs/good');
};
claim 'spoilt_programs_are_told_or_packed', 400, sub {
	mutant((qw(good other segments relocations))[rand 4]);
	fault_of($system =~ s/PROGRAM/mutant/r, 'programs/kernel',
		'programs/good');
};
claim 'spoilt_root_programs_are_told_or_packed', 100, sub {
	mutant('good');
	fault_of($system =~ s/PROGRAM/other/r, 'programs/kernel',
		'programs/mutant');
};
claim 'spoilt_kernels_are_told_or_packed', 100, sub {
	mutant('kernel');
	fault_of($system =~ s/PROGRAM/other/r, 'programs/mutant',
		'programs/good');
};
print "1..$claims\n";
