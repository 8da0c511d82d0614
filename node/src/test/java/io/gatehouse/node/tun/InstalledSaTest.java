package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.CLIENT;
import static io.gatehouse.node.tun.Packets.SERVER;
import static io.gatehouse.node.tun.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far an SA has received, from one installation to the next. */
class InstalledSaTest {

  private static final int HEADEND_SPI = 0x01000100;
  private static final int CLIENT_SPI = 0xC1C2C3C4;
  private static final Path PATH = Packets.path("203.0.113.1", "198.51.100.1");
  private static final ChildSa HEADEND = Packets.headend(HEADEND_SPI, CLIENT_SPI);
  private static final ChildSa OF_CLIENT = Packets.client(HEADEND_SPI, CLIENT_SPI);

  private record Received(int inboundSpi, int outboundSpi, long number) {}

  private final List<Received> told = new ArrayList<>();
  private final InstalledSa client = installed(OF_CLIENT);

  private final DataPlaneEvents events =
      new DataPlaneEvents() {
        @Override
        public void pathChanged(int inboundSpi, Path path) {
          throw new AssertionError("a path");
        }

        @Override
        public void unknownSpi(int spi, Path path, Octets packet) {
          throw new AssertionError("an SPI");
        }

        @Override
        public void rekeyDue(int inboundSpi) {
          throw new AssertionError("a rekey");
        }

        @Override
        public void expired(int inboundSpi) {
          throw new AssertionError("an end");
        }

        @Override
        public void received(int inboundSpi, int outboundSpi, long number) {
          told.add(new Received(inboundSpi, outboundSpi, number));
        }
      };

  private static InstalledSa installed(ChildSa childSa) {
    return new InstalledSa(childSa, PATH, 64);
  }

  private static ByteBuffer from(InstalledSa sender) {
    ByteBuffer esp = ByteBuffer.allocate(500);
    assertThat(sender.outbound().protect(udp(CLIENT, 1, SERVER, 2), esp)).isTrue();
    return esp.flip();
  }

  private Result open(InstalledSa sa, ByteBuffer esp) {
    return sa.open(esp.duplicate(), ByteBuffer.allocate(500), PATH, 0, events);
  }

  @Test
  void whatCameBeforeATakeoverIsRefusedAfterIt() {
    ByteBuffer recorded = from(client);
    InstalledSa before = installed(HEADEND);
    assertThat(open(before, recorded)).isEqualTo(Result.ACCEPTED);
    long received = before.traffic().received();
    assertThat(received).isEqualTo(1);

    InstalledSa after = installed(HEADEND.recovered().havingReceived(received));

    assertThat(after.traffic().received()).isEqualTo(1);
    assertThat(open(after, recorded)).isEqualTo(Result.REPLAYED);
    assertThat(open(after, from(client))).isEqualTo(Result.ACCEPTED);
    assertThat(after.traffic().received()).isEqualTo(2);
  }

  /** The client's numbers jump: that is as much as the packets between. */
  @Test
  void howFarItHasReceivedIsToldNowAndThen() {
    InstalledSa sa = installed(HEADEND);
    open(sa, from(client));
    assertThat(told).isEmpty();
    InstalledSa later = installed(OF_CLIENT.recovered());

    for (int i = 0; i < 3; i++) {
      assertThat(open(sa, from(later))).isEqualTo(Result.ACCEPTED);
    }

    long first = SequenceBlock.after(1).orElseThrow().first();
    assertThat(told).containsExactly(new Received(HEADEND_SPI, CLIENT_SPI, first));
  }
}
