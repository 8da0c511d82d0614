package io.gatehouse.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.esp.EspInbound.Result;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Any octets give a result, forged or authentic. */
class EspFuzzTest {

  @FuzzTest
  void anyDatagram(FuzzedDataProvider data) {
    EspSuite suite = data.pickValue(EspFixtures.suites());
    byte[] esp = data.consumeRemainingAsBytes();
    if (esp.length >= 4) {
      ByteBuffer.wrap(esp).putInt(EspFixtures.SPI);
    }
    assertThat(EspFixtures.open(EspFixtures.inbound(suite), esp))
        .isIn(Result.INVALID, Result.REPLAYED);
  }

  @FuzzTest
  void anyPlaintextOfAnAuthenticPeer(FuzzedDataProvider data) {
    EspSuite suite = data.pickValue(EspFixtures.suites());
    long sequence = data.consumeLong(1, 0xFFFF_FFFFL);
    byte[] octets = data.consumeRemainingAsBytes();
    byte[] plaintext = Arrays.copyOf(octets, Math.max(1, Math.ceilDiv(octets.length, 16)) * 16);

    EspInbound inbound = EspFixtures.inbound(suite);
    ByteBuffer packet = ByteBuffer.allocate(plaintext.length + 100);
    Result result =
        inbound.open(ByteBuffer.wrap(EspFixtures.seal(suite, sequence, plaintext)), packet);

    assertThat(result).isIn(Result.ACCEPTED, Result.INVALID, Result.DUMMY);
    assertThat(packet.position() > 0).isEqualTo(result == Result.ACCEPTED);
    assertThat(inbound.sequence()).isEqualTo(sequence);
  }
}
