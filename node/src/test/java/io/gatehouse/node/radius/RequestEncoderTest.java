package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEncoderTest {

  private static final String KEY = "xyzzy5461";
  private static final RequestEncoder ENCODER =
      new RequestEncoder(
          Secret.utf8(KEY), List.of(NasAddress.attribute(InetAddress.ofLiteral("192.168.1.16"))));
  private static final byte[] AUTHENTICATOR =
      Octets.hex("0f403f9473978057bd83d5cb98f4227a").toArray();

  private static Octets encoded(Credential credential, RadiusAttribute... attributes) {
    return ENCODER
        .accessRequest(
            7, AUTHENTICATOR, new AccessRequest(credential, List.of(attributes)), Optional.empty())
        .orElseThrow();
  }

  private static Credential password(String password) {
    return new Credential.Password(Secret.utf8(password));
  }

  /** Whole attributes of type {@code type}. */
  private static List<Octets> attributes(Octets packet, int type) {
    List<Octets> found = new ArrayList<>();
    for (int at = 20; at < packet.length(); at += packet.at(at + 1)) {
      if (packet.at(at) == type) {
        found.add(packet.slice(at, at + packet.at(at + 1)));
      }
    }
    return found;
  }

  @Test
  void hidesThePasswordOfRfc2865Section7Point1() {
    Octets packet =
        encoded(password("arctangent"), RadiusAttribute.text(AttributeType.USER_NAME, "nemo"));

    assertThat(attributes(packet, 1)).containsExactly(Octets.hex("01066e656d6f"));
    assertThat(attributes(packet, 2))
        .containsExactly(Octets.hex("02120dbe708d93d413ce3196e43f782a0aee"));
    assertThat(attributes(packet, 4)).containsExactly(Octets.hex("0406c0a80110"));
  }

  @Test
  void writesTheHeaderOfRfc2865Section3() {
    Octets packet = encoded(password("p"));

    assertThat(packet.at(0)).isEqualTo(1);
    assertThat(packet.at(1)).isEqualTo(7);
    assertThat(packet.at(2) << 8 | packet.at(3)).isEqualTo(packet.length());
    assertThat(packet.slice(4, 20)).isEqualTo(Octets.copyOf(AUTHENTICATOR));
  }

  @Test
  void putsMessageAuthenticatorFirst() {
    Octets packet = encoded(password("p"), RadiusAttribute.text(AttributeType.USER_NAME, "alice"));

    assertThat(packet.at(20)).isEqualTo(80);
    assertThat(packet.at(21)).isEqualTo(18);
    byte[] unsigned = packet.toArray();
    Arrays.fill(unsigned, 22, 38, (byte) 0);
    assertThat(packet.slice(22, 38)).isEqualTo(Octets.owned(ForgedReply.hmac(unsigned, KEY)));
  }

  @Test
  void encodesTheStatusServerOfRfc5997Section6Point1() {
    Octets packet =
        new RequestEncoder(Secret.utf8(KEY), List.of())
            .statusServer(0xda, Octets.hex("8a54f4686fb394c52866e302185d0623").toArray());

    assertThat(packet.hex())
        .isEqualTo(
            "0cda00268a54f4686fb394c52866e302185d0623" + "50125a665e2e1e8411f3e243822097c84fa3");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 252, 253, 254, 506, 507, 1400, 3000})
  void splitsAnEapPacketIntoAttributesInOrder(int length) {
    byte[] eap = new byte[length];
    for (int at = 0; at < length; at++) {
      eap[at] = (byte) at;
    }

    List<Octets> messages =
        attributes(encoded(new Credential.Eap(Octets.copyOf(eap))), 79).stream()
            .map(attribute -> attribute.slice(2, attribute.length()))
            .toList();

    assertThat(messages).hasSize((length + 252) / 253);
    assertThat(Octets.concat(messages)).isEqualTo(Octets.copyOf(eap));
  }

  @Test
  void wrapsACiscoAvPairIntoVendorSpecific() {
    Octets packet = encoded(password("p"), RadiusAttribute.avPair("audit-session-id", "17"));

    assertThat(attributes(packet, 26))
        .containsExactly(
            Octets.concat(Octets.hex("1a1b000000090115"), Octets.utf8("audit-session-id=17")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 17, 128})
  void hidesAPasswordOfAnyPermittedLengthInBlocksOf16(int length) {
    List<Octets> hidden = attributes(encoded(password("x".repeat(length))), 2);

    assertThat(hidden).hasSize(1);
    assertThat(hidden.getFirst().length()).isEqualTo(2 + 16 * Math.max(1, (length + 15) / 16));
  }

  @Test
  void neverWritesMoreThan4096Octets() {
    AccessRequest fits = new AccessRequest(new Credential.Eap(new Owned(3998).octets()), List.of());
    AccessRequest tooLong =
        new AccessRequest(new Credential.Eap(new Owned(4040).octets()), List.of());

    assertThat(
            ENCODER.accessRequest(0, AUTHENTICATOR, fits, Optional.empty()).orElseThrow().length())
        .isLessThanOrEqualTo(4096);
    assertThat(ENCODER.accessRequest(0, AUTHENTICATOR, tooLong, Optional.empty())).isEmpty();
  }

  private record Owned(int length) {
    Octets octets() {
      return Octets.owned(new byte[length]);
    }
  }
}
