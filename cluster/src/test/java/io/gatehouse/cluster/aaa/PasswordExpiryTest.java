package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordExpiryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0007E=648 R=0 V=3",
        "\u00ffE=648 R=0 C=00112233445566778899AABBCCDDEEFF V=3 M=Password expired",
        "EE=648",
        "R=0 E=648"
      })
  void error648SaysSo(String error) {
    assertThat(PasswordExpiry.isIn(attributes(error))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0007E=691 R=1 V=3", "\u0007E=6480 R=0", "\u0007C=E R=648", "648", "E="})
  void otherErrorsDoNot(String error) {
    assertThat(PasswordExpiry.isIn(attributes(error))).isFalse();
  }

  @Test
  void noErrorDoesNot() {
    assertThat(PasswordExpiry.isIn(RadiusAttributes.of())).isFalse();
  }

  private static RadiusAttributes attributes(String error) {
    return RadiusAttributes.of(
        new RadiusAttribute(
            AttributeType.MS_CHAP_ERROR,
            Octets.copyOf(error.getBytes(StandardCharsets.ISO_8859_1))));
  }
}
