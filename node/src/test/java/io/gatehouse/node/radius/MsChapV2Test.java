package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of RFC 2759 section 9.2. */
class MsChapV2Test {
  private static final Octets AUTHENTICATOR_CHALLENGE =
      Octets.hex("5b5d7c7d7b3f2f3e3c2c602132262628");
  private static final Octets PEER_CHALLENGE = Octets.hex("21402324255e262a28295f2b3a337c7e");
  private static final Secret PASSWORD = Secret.utf8("clientPass");

  private static MsChapV2 of(String userName) {
    return new MsChapV2(AUTHENTICATOR_CHALLENGE, PEER_CHALLENGE, userName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"User", "DOMAIN\\User"})
  void theResponseIsThatOfTheRfcWithAndWithoutADomain(String userName) {
    assertThat(of(userName).ntResponse(PASSWORD))
        .isEqualTo(Octets.hex("82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df"));
  }

  @Test
  void theServersAnswerIsThatOfTheRfc() {
    assertThat(of("User").authenticatorResponse(PASSWORD))
        .isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
  }

  @Test
  void anyOtherPasswordHasAnotherResponse() {
    assertThat(of("User").ntResponse(Secret.utf8("ClientPass")))
        .isNotEqualTo(of("User").ntResponse(PASSWORD));
  }

  @Test
  void passwordsAreHashedAsUtf16() {
    MsChapV2Peer peer = new MsChapV2Peer("User", "Pässwört€😀", PEER_CHALLENGE);

    assertThat(of("User").ntResponse(Secret.utf8("Pässwört€😀")).toArray())
        .isEqualTo(peer.ntResponse(AUTHENTICATOR_CHALLENGE.toArray()));
  }
}
