package io.gatehouse.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3948 section 2. */
class UdpEncapsulationTest {

  private static final String REST_OF_IKE =
      "00000000000000000000000000000000000000000000000000000000";

  @ParameterizedTest
  @CsvSource({
    "'', TOO_SHORT",
    "FF, KEEPALIVE",
    "FE, TOO_SHORT",
    "FFFF, TOO_SHORT",
    "00000000, TOO_SHORT",
    "00000001000000, TOO_SHORT",
    "0000000100000000, ESP",
    "FF00000000000001, ESP",
    "00000000" + REST_OF_IKE + ", IKE",
    "000000" + REST_OF_IKE + ", TOO_SHORT",
    "00000100" + REST_OF_IKE + ", ESP"
  })
  void theFirstOctetsTell(String datagram, UdpEncapsulation expected) {
    assertThat(UdpEncapsulation.of(Unpooled.wrappedBuffer(Octets.hex(datagram).array())))
        .isEqualTo(expected);
  }
}
