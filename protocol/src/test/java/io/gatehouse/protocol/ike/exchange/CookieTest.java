package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7296 section 2.6. */
class CookieTest {

  private static final Secret OLD = Secret.utf8("the secret before");
  private static final Secret CURRENT = Secret.utf8("the secret of today");
  private static final Map<Integer, Secret> SECRETS = Map.of(255, OLD, 0, CURRENT);
  private static final Octets NONCE = Octets.hex("a1".repeat(32));
  private static final InetAddress SOURCE = ip("198.51.100.7");
  private static final long SPI = 0x0102030405060708L;

  private final Octets cookie = Cookie.mint(CURRENT, 0, NONCE, SOURCE, SPI);

  @Test
  void aCookieIsVersionAndTruncatedHmac() {
    // printf '0020%s0102030405060708c6336407' a1…a1 | xxd -r -p | openssl dgst -sha256 -hmac …
    assertThat(cookie).isEqualTo(Octets.hex("00563be89d0728486bc9c73a88f98cc160"));
    assertThat(cookie.length()).isEqualTo(Cookie.LENGTH);
  }

  @Test
  void cookiesOfBothSecretsAreValid() {
    assertThat(Cookie.verify(SECRETS, cookie, NONCE, SOURCE, SPI)).isTrue();
    assertThat(
            Cookie.verify(SECRETS, Cookie.mint(OLD, 255, NONCE, SOURCE, SPI), NONCE, SOURCE, SPI))
        .isTrue();
    assertThat(
            Cookie.verify(SECRETS, Cookie.mint(OLD, 511, NONCE, SOURCE, SPI), NONCE, SOURCE, SPI))
        .as("versions count modulo 256")
        .isTrue();
  }

  @Test
  void aCookieIsForOneInitiatorOnly() {
    assertThat(Cookie.verify(SECRETS, cookie, Octets.hex("a2".repeat(32)), SOURCE, SPI)).isFalse();
    assertThat(Cookie.verify(SECRETS, cookie, NONCE, ip("198.51.100.8"), SPI)).isFalse();
    assertThat(Cookie.verify(SECRETS, cookie, NONCE, SOURCE, SPI + 1)).isFalse();
  }

  @Test
  void aForgottenSecretsCookieIsInvalid() {
    assertThat(Cookie.verify(Map.of(1, CURRENT), cookie, NONCE, SOURCE, SPI)).isFalse();
    assertThat(Cookie.verify(Map.of(0, OLD), cookie, NONCE, SOURCE, SPI)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 16})
  void aChangedOctetMakesItInvalid(int index) {
    byte[] changed = cookie.toArray();
    changed[index] ^= 1;

    assertThat(Cookie.verify(SECRETS, Octets.owned(changed), NONCE, SOURCE, SPI)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 18, 64})
  void anotherLengthIsInvalid(int length) {
    assertThat(Cookie.verify(SECRETS, Octets.owned(new byte[length]), NONCE, SOURCE, SPI))
        .isFalse();
  }

  private static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
