package io.gatehouse.protocol.eap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.octets.Octets;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EapPacketTest {

  @Test
  void aSuccessIsABareHeader() {
    assertThat(EapPacket.success(5).encode()).isEqualTo(Octets.hex("03050004"));
    assertThat(EapPacket.decode(Octets.hex("03050004"))).contains(EapPacket.success(5));
  }

  @Test
  void aFailureIsABareHeader() {
    assertThat(EapPacket.failure(5).encode()).isEqualTo(Octets.hex("04050004"));
    assertThat(EapPacket.decode(Octets.hex("04050004"))).contains(EapPacket.failure(5));
  }

  @Test
  void aResponseHasATypeAndData() {
    var identity =
        new EapPacket(
            EapPacket.Code.RESPONSE,
            7,
            OptionalInt.of(EapPacket.TYPE_IDENTITY),
            Octets.utf8("alice"));
    assertThat(identity.encode()).isEqualTo(Octets.hex("0207000a01616c696365"));
    assertThat(EapPacket.decode(Octets.hex("0207000a01616c696365"))).contains(identity);
  }

  @Test
  void octetsBehindTheLengthAreIgnored() {
    assertThat(EapPacket.decode(Octets.hex("03050004ffff"))).contains(EapPacket.success(5));
    assertThat(EapPacket.decode(Octets.hex("020700050affff")).orElseThrow().data().isEmpty())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "03",
        "030500", // no header
        "00050004",
        "05050004",
        "ff050004", // no such code
        "01050004",
        "02050003", // no room for the type
        "0105000601", // longer than the packet
        "0305000501",
        "04050000" // Success and Failure are four octets
      })
  void anythingElseIsNoPacket(String hex) {
    assertThat(EapPacket.decode(Octets.hex(hex))).isEmpty();
  }

  @Test
  void impossiblePacketsCannotBeMade() {
    assertThatThrownBy(() -> EapPacket.success(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new EapPacket(EapPacket.Code.REQUEST, 1, OptionalInt.empty(), Octets.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new EapPacket(
                    EapPacket.Code.REQUEST, 1, OptionalInt.of(1), Octets.owned(new byte[65531])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsWrittenIsReadBack(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    byte[] data = new byte[random.nextInt(300)];
    random.nextBytes(data);
    var packet =
        new EapPacket(
            random.nextBoolean() ? EapPacket.Code.REQUEST : EapPacket.Code.RESPONSE,
            random.nextInt(256),
            OptionalInt.of(random.nextInt(256)),
            Octets.owned(data));
    assertThat(EapPacket.decode(packet.encode())).contains(packet);
  }

  @FuzzTest
  void decodingIsTotalAndWhatWasReadIsWrittenBack(byte[] octets) {
    Octets packet = Octets.copyOf(octets);
    EapPacket.decode(packet)
        .ifPresent(read -> assertThat(packet.startsWith(read.encode())).isTrue());
  }
}
