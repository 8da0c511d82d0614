package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnyConnectEapTest {

  private static final Octets HELLO =
      Octets.hex(
          """
          010100a9fe0000094442525000000099\
          3c3f786d6c2076657273696f6e3d2231\
          2e302220656e636f64696e673d225554\
          462d38223f3e0a3c636f6e6669672d61\
          75746820636c69656e743d2276706e22\
          20747970653d2268656c6c6f22206167\
          677265676174652d617574682d766572\
          73696f6e3d2232223e0a3c7665727369\
          6f6e2077686f3d227367223e312e303c\
          2f76657273696f6e3e0a3c2f636f6e66\
          69672d617574683e0a\
          """);

  @Test
  void theHelloOfTheWorkedExample() {
    var hello = AnyConnectEap.Message.ofXml(EapPacket.Code.REQUEST, 1, ServerDocuments.hello());
    assertThat(hello.encode()).isEqualTo(HELLO);
    assertThat(AnyConnectEap.decode(HELLO)).isEqualTo(hello);
  }

  @Test
  void theCertificateAnswerOfTheWorkedExample() {
    Octets certificates = Octets.owned(new byte[900]);
    Octets signature = Octets.owned(new byte[256]);
    Octets document = Octets.utf8("x".repeat(420));
    var answer =
        new AnyConnectEap.Message(
            EapPacket.Code.RESPONSE,
            2,
            List.of(
                new Tlv(Tlv.CERTIFICATES, certificates),
                new Tlv(Tlv.SIGNATURE, signature),
                new Tlv(Tlv.XML, document)));
    Octets packet = answer.encode();
    assertThat(packet.length()).isEqualTo(1600);
    assertThat(packet.slice(0, 16)).isEqualTo(Octets.hex("02020640fe0000094442525000030384"));
    assertThat(packet.slice(916, 920)).isEqualTo(Octets.hex("00010100"));
    assertThat(packet.slice(1176, 1180)).isEqualTo(Octets.hex("000001a4"));
    assertThat(AnyConnectEap.decode(packet)).isEqualTo(answer);
    assertThat(answer.xml()).contains(document);
  }

  @Test
  void upToThreeZeroOctetsMayTrail() {
    for (String trailer : List.of("00", "0000", "000000")) {
      assertThat(decodeTlvs("0000000161" + trailer)).isEqualTo(decodeTlvs("0000000161"));
    }
    assertThat(decodeTlvs("000000016100ff00"))
        .isEqualTo(new AnyConnectEap.Malformed("octets behind the last TLV"));
  }

  @Test
  void aTlvEndsWithinItsPacket() {
    assertThat(decodeTlvs("0000000261"))
        .isEqualTo(new AnyConnectEap.Malformed("TLV 0 is longer than its EAP packet"));
    assertThat(decodeTlvs("0003ffff61")).isInstanceOf(AnyConnectEap.Malformed.class);
  }

  @Test
  void theNumberOfTlvsIsBounded() {
    assertThat(decodeTlvs("00020000".repeat(64))).isInstanceOf(AnyConnectEap.Message.class);
    assertThat(decodeTlvs("00020000".repeat(65))).isInstanceOf(AnyConnectEap.Malformed.class);
  }

  @Test
  void theLastDocumentCountsAndUnknownTlvsDoNot() {
    assertThat(decodeTlvs("0000000161" + "0002000178" + "0000000162" + "00000000"))
        .isInstanceOfSatisfying(
            AnyConnectEap.Message.class,
            message -> assertThat(message.xml()).contains(Octets.utf8("b")));
  }

  @Test
  void aMessageMayHoldNoDocument() {
    assertThat(decodeTlvs(""))
        .isInstanceOfSatisfying(
            AnyConnectEap.Message.class, message -> assertThat(message.xml()).isEmpty());
  }

  @Test
  void aNakAndAnExpandedNakAreOtherPackets() {
    assertThat(AnyConnectEap.decode(Octets.hex("02010006031a")))
        .isInstanceOf(AnyConnectEap.OtherPacket.class);
    assertThat(AnyConnectEap.decode(Octets.hex("02010014fe00000000000003fe0000000000001a")))
        .isInstanceOf(AnyConnectEap.OtherPacket.class);
    assertThat(AnyConnectEap.decode(Octets.hex("03010004")))
        .isInstanceOf(AnyConnectEap.OtherPacket.class);
  }

  @Test
  void rubbishIsMalformed() {
    assertThat(AnyConnectEap.decode(Octets.hex("0201")))
        .isEqualTo(new AnyConnectEap.Malformed("no well-formed EAP packet"));
  }

  @Test
  void whatDoesNotFitIntoAnEapPacketIsRefused() {
    var message =
        AnyConnectEap.Message.ofXml(EapPacket.Code.REQUEST, 1, Octets.owned(new byte[65535 - 15]));
    assertThatThrownBy(message::encode).isInstanceOf(IllegalArgumentException.class);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsWrittenIsReadBack(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Tlv> tlvs = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      byte[] data = new byte[random.nextInt(100)];
      random.nextBytes(data);
      tlvs.add(new Tlv(random.nextInt(65536), Octets.owned(data)));
    }
    var message = new AnyConnectEap.Message(EapPacket.Code.RESPONSE, random.nextInt(256), tlvs);
    assertThat(AnyConnectEap.decode(message.encode())).isEqualTo(message);
  }

  @FuzzTest
  void decodingIsTotalAndWhatWasReadIsWrittenBack(byte[] octets) {
    if (AnyConnectEap.decode(Octets.copyOf(octets)) instanceof AnyConnectEap.Message message) {
      assertThat(AnyConnectEap.decode(message.encode())).isEqualTo(message);
    }
  }

  @FuzzTest
  void decodingTlvsIsTotal(byte[] octets) {
    byte[] bounded = octets.length > 4096 ? java.util.Arrays.copyOf(octets, 4096) : octets;
    assertThat(decodeTlvs(Octets.copyOf(bounded).hex()))
        .isNotInstanceOf(AnyConnectEap.OtherPacket.class);
  }

  private static AnyConnectEap.Decoded decodeTlvs(String hex) {
    int length = 12 + hex.length() / 2;
    return AnyConnectEap.decode(Octets.hex("0205%04xfe00000944425250".formatted(length) + hex));
  }
}
