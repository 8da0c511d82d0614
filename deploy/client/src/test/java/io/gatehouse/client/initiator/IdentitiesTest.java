package io.gatehouse.client.initiator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.ike.message.Identification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 1, c0000201",
    "2001:db8::1, 5, 20010db8000000000000000000000001",
    "gw.example.com, 2, 67772e6578616d706c652e636f6d",
    "a@example.com, 3, 61406578616d706c652e636f6d",
    "keyid:x, 11, 78",
    "CN=x, 9, 300c310a30080603550403130178"
  })
  void theKindShowsInTheText(String text, int type, String hex) {
    Identification identity = Identities.parse(text);
    assertThat(identity.type()).isEqualTo(type);
    assertThat(identity.data().hex()).isEqualTo(hex);
  }

  @Test
  void identitiesArePrinted() {
    assertThat(Identities.text(Identities.parse("192.0.2.1"))).isEqualTo("192.0.2.1");
    assertThat(Identities.text(Identities.parse("CN=x"))).isEqualTo("CN=x");
    assertThat(Identities.text(Identities.parse("gw.example.com"))).isEqualTo("gw.example.com");
  }

  @Test
  void whatLooksLikeAnAddressMustBeOne() {
    assertThatThrownBy(() -> Identities.parse("300.1.1.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("300.1.1.1");
    assertThatThrownBy(() -> Identities.parse("CN" + "=,,"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
