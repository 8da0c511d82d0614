package io.gatehouse.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1:17355",
    "10.0.0.1:2552, 10.0.0.1:2552",
    "vpn-1.example.com, vpn-1.example.com:17355",
    "vpn1:1, vpn1:1",
    "2001:db8::1, [2001:db8::1]:17355",
    "[2001:db8::1], [2001:db8::1]:17355",
    "[2001:db8::1]:2552, [2001:db8::1]:2552"
  })
  void isAHostWithOrWithoutAPort(String text, String meant) {
    assertThat(MemberAddress.parse(text, 17_355)).hasToString(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1",
        "10.0.0.1:0",
        "10.0.0.1:70000",
        "10.0.0.1:x",
        "a b",
        "-a",
        "a..b",
        "[10",
        "0.0.0.0",
        "::",
        "pekko://gatehouse@10.0.0.1:1"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> MemberAddress.parse(text, 17_355))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
