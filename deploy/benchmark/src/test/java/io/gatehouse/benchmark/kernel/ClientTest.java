package io.gatehouse.benchmark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ClientTest {

  @Test
  void noTwoClientsShareAnAddressOrAnSpi() {
    assertThat(Client.first(10_000))
        .extracting(Client::inside)
        .doesNotHaveDuplicates()
        .startsWith(InetAddress.ofLiteral("10.64.0.1"))
        .endsWith(InetAddress.ofLiteral("10.64.39.16"));
    assertThat(Client.first(10_000))
        .extracting(Client::childSa)
        .extracting(ChildSa::inboundSpi)
        .doesNotHaveDuplicates();
    assertThat(Client.first(10_000))
        .extracting(Client::childSa)
        .extracting(ChildSa::outboundSpi)
        .doesNotHaveDuplicates();
  }

  @Test
  void packetsHaveAValidHeader() {
    ByteBuffer packet =
        Packet.of(InetAddress.ofLiteral("10.64.0.1"), InetAddress.ofLiteral("198.51.100.10"), 64);
    int sum = 0;
    for (int at = 0; at < 20; at += 2) {
      sum += packet.getShort(at) & 0xFFFF;
    }

    assertThat((sum & 0xFFFF) + (sum >>> 16)).isEqualTo(0xFFFF);
    assertThat(packet.remaining()).isEqualTo(64);
    assertThat(packet.getShort(24)).isEqualTo((short) 44);
  }
}
