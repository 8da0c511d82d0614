package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectNameTest {

  /** As written here, from the general to the specific. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C=DE,O=Example,CN=laptop-07; laptop-07",
        "CN=people,CN=alice; alice",
        "CN=Zoë 工藤; Zoë 工藤",
        "O=Example+CN=laptop; laptop",
        "C=DE,O=Example; O=Example,C=DE"
      })
  void aUserIsCalledByTheMostSpecificCommonName(String subject, String name) {
    assertThat(name(subject)).contains(name);
  }

  @Test
  void aNameThatRadiusCannotCarryIsNone() {
    String units = ("OU=" + "x".repeat(60) + ",").repeat(3);
    assertThat(name(units + "O=" + "x".repeat(59))).isPresent();
    assertThat(name(units + "O=" + "x".repeat(60))).isEmpty();
    assertThat(name("CN=a\\0Ab")).isEmpty();
    assertThat(name("")).isEmpty();
  }

  private static Optional<String> name(String subject) {
    return SubjectName.userName(TestAuthority.ROOT.issue(subject));
  }
}
