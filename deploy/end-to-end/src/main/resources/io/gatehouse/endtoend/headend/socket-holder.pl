# Holds a headend's UDP sockets as systemd does for a unit with ListenDatagram=, sd_listen_fds(3): the service gets them
# as descriptors from 3 on, and is started again whenever it has ended, until the holder itself is told to end.
#
# Usage: perl socket-holder.pl ADDRESS[,ADDRESS]... PORT[,PORT]... PROGRAM [ARGUMENT]...
use strict;
use warnings;
use IO::Socket::IP;
use POSIX ();

my ($addresses, $ports, @program) = @ARGV;

sub socket_at {
    my ($address, $port) = @_;
    return IO::Socket::IP->new(LocalHost => $address, LocalPort => $port, Proto => 'udp') || die "$address port $port: $@\n";
}

my @sockets = map { my $address = $_; map { socket_at($address, $_) } split /,/, $ports } split /,/, $addresses;
# Blocking or not is a property of the socket that is shared, descriptor by descriptor it is not.
$_->blocking(0) for @sockets;

my $service;
$SIG{TERM} = $SIG{INT} = sub { kill 'TERM', $service if $service; waitpid $service, 0 if $service; exit 0 };

while (1) {
    $service = fork() // die "fork: $!\n";
    if (!$service) {
        $SIG{TERM} = $SIG{INT} = 'DEFAULT';
        $ENV{LISTEN_PID} = $$;
        $ENV{LISTEN_FDS} = @sockets;
        $ENV{LISTEN_FDNAMES} = join ':', ('gatehouse.socket') x @sockets;
        # Copies of descriptors that were opened before have no close-on-exec flag. From above, so that none is overwritten.
        my @high = map { POSIX::dup2(fileno $_, 100 + fileno $_) } @sockets;
        POSIX::dup2($high[$_], 3 + $_) for 0 .. $#high;
        POSIX::close($_) for @high;
        exec @program or die "$program[0]: $!\n";
    }
    waitpid $service, 0;
}
