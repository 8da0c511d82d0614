package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users type gets to AAA as they have typed it. */
class UserNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXAMPLE\\alice",
        "alice@example.com",
        "o'brien \"the boss\"",
        "<alice> & co",
        "]]>",
        "&lt;",
        "Zoë 工 𝄞",
        " with blanks "
      })
  void aNameAndAPasswordAreNotChanged(String text) {
    assertThat(ScriptedClient.atLogin().reply("username", text, "password", text).asked())
        .isEqualTo(Map.entry(text, text));
  }
}
