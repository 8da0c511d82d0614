package io.gatehouse.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** sd_listen_fds(3). */
class InheritedSocketsTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final long SELF = 4711;

  @Nested
  class TheEnvironment {

    @Test
    void withoutVariablesThereAreNone() {
      assertThat(InheritedSockets.of(Map.of(), SELF).isEmpty()).isTrue();
    }

    @Test
    void thoseOfAnotherProcessAreNotOurs() {
      Map<String, String> parents = Map.of("LISTEN_PID", "4710", "LISTEN_FDS", "2");

      assertThat(InheritedSockets.of(parents, SELF).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "two", "1025"})
    void aNumberIsExpected(String number) {
      Map<String, String> environment = Map.of("LISTEN_PID", "4711", "LISTEN_FDS", number);

      assertThatThrownBy(() -> InheritedSockets.of(environment, SELF))
          .isInstanceOf(ListenException.class)
          .hasMessage("LISTEN_FDS is \"" + number + "\"; expected a number from 0 to 1024");
    }

    @Test
    void thereIsANameForEach() {
      Map<String, String> environment =
          Map.of("LISTEN_PID", "4711", "LISTEN_FDS", "2", "LISTEN_FDNAMES", "ike");

      assertThatThrownBy(() -> InheritedSockets.of(environment, SELF))
          .isInstanceOf(ListenException.class)
          .hasMessage("LISTEN_FDNAMES has 1 names, and LISTEN_FDS says 2");
    }

    @Test
    void theyBeginAtThreeAndHaveNames() {
      Map<String, String> named =
          Map.of("LISTEN_PID", "4711", "LISTEN_FDS", "2", "LISTEN_FDNAMES", "ike:esp");
      Map<String, String> unnamed = Map.of("LISTEN_PID", "4711", "LISTEN_FDS", "1");

      assertThat(InheritedSockets.of(named, SELF))
          .isEqualTo(
              new InheritedSockets(
                  List.of(new InheritedSocket(3, "ike"), new InheritedSocket(4, "esp"))));
      assertThat(InheritedSockets.of(unnamed, SELF))
          .isEqualTo(new InheritedSockets(List.of(new InheritedSocket(3, "unknown"))));
    }
  }

  @Nested
  class TheSockets {

    @BeforeEach
    void nettysNativeLibraryIsThere() {
      assumeThat(Epoll.isAvailable()).as("Netty's epoll").isTrue();
    }

    @Test
    void thereIsOneForEachAddressInTheOrderOfTheSettings() throws Exception {
      try (HeldSocket first = HeldSocket.nonBlocking(LOOPBACK);
          HeldSocket second = HeldSocket.nonBlocking(LOOPBACK)) {
        InheritedSocket one = first.handedOver();
        InheritedSocket two = second.handedOver();

        assertThat(
                new InheritedSockets(List.of(one, two))
                    .matching(List.of(second.address(), first.address())))
            .containsExactly(Map.entry(second.address(), two), Map.entry(first.address(), one));
      }
    }

    @Test
    void oneThatIsMissingIsNamed() throws Exception {
      try (HeldSocket held = HeldSocket.nonBlocking(LOOPBACK)) {
        InheritedSockets sockets = new InheritedSockets(List.of(held.handedOver()));
        InetSocketAddress missing = new InetSocketAddress(InetAddress.ofLiteral("::1"), 4500);

        assertThatThrownBy(() -> sockets.matching(List.of(held.address(), missing)))
            .isInstanceOf(ListenException.class)
            .hasMessage(
                "systemd hands over sockets, but none for 0:0:0:0:0:0:0:1 UDP port 4500: add"
                    + " ListenDatagram=[0:0:0:0:0:0:0:1]:4500 to the socket unit");
      }
    }

    @Test
    void oneTooManyIsNamed() throws Exception {
      try (HeldSocket held = HeldSocket.nonBlocking(LOOPBACK);
          HeldSocket surplus = HeldSocket.nonBlocking(LOOPBACK)) {
        InheritedSocket nobodys = surplus.handedOver();
        InheritedSockets sockets = new InheritedSockets(List.of(nobodys, held.handedOver()));

        assertThatThrownBy(() -> sockets.matching(List.of(held.address())))
            .isInstanceOf(ListenException.class)
            .hasMessage(
                "descriptor %d from systemd (gatehouse.socket) is for 127.0.0.1 UDP port %d, which"
                        .formatted(nobodys.descriptor(), surplus.port())
                    + " is not in the settings; they have 127.0.0.1 UDP port "
                    + held.port());
      }
    }

    @Test
    void twoForOneAddressAreNamed() throws Exception {
      try (HeldSocket held = HeldSocket.nonBlocking(LOOPBACK)) {
        InheritedSockets sockets =
            new InheritedSockets(List.of(held.handedOver(), held.handedOver()));

        assertThatThrownBy(() -> sockets.matching(List.of(held.address())))
            .isInstanceOf(ListenException.class)
            .hasMessageEndingWith("are for the same address, 127.0.0.1 UDP port " + held.port());
      }
    }

    @Test
    void oneThatBlocksIsRefused() throws Exception {
      try (HeldSocket held = HeldSocket.blocking(LOOPBACK)) {
        assertThatThrownBy(held.handedOver()::address)
            .isInstanceOf(ListenException.class)
            .hasMessageEndingWith("blocks: set NonBlocking=yes in the service's unit");
      }
    }

    @Test
    void whatIsNoUdpSocketIsRefused() throws Exception {
      Socket stream = Socket.newSocketStream();
      FileDescriptor file = FileDescriptor.from(new File("/dev/null"));
      try {
        assertThatThrownBy(() -> new InheritedSocket(stream.intValue(), "web").address())
            .isInstanceOf(ListenException.class)
            .hasMessage(
                "descriptor %d from systemd (web) is no UDP socket: expected ListenDatagram= with"
                        .formatted(stream.intValue())
                    + " an address and a port");
        assertThatThrownBy(() -> new InheritedSocket(file.intValue(), "log").address())
            .isInstanceOf(ListenException.class)
            .hasMessageStartingWith(
                "descriptor %d from systemd (log) is no socket: ".formatted(file.intValue()));
      } finally {
        stream.close();
        file.close();
      }
    }
  }
}
