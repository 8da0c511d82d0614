package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a profile says of AnyConnect's dialogue. */
class AnyConnectBlockTest {

  private static final String PROFILE =
      """
      aaa new-model
      aaa authentication login USERS local
      crypto pki trustpoint EC
       certificate ec.pem
       private-key ec-key.pem
      crypto ikev2 profile P
       match identity remote any
       authentication local ecdsa-sig
       authentication remote anyconnect-eap aggregate
       pki trustpoint EC
       aaa authentication anyconnect-eap USERS
      """;

  private static RemoteAuthentication.AnyConnectEap method(String text) {
    return Reading.loaded(text)
        .policy()
        .profiles()
        .getFirst()
        .remote(RemoteAuthentication.AnyConnectEap.class)
        .orElseThrow();
  }

  @Test
  void aPasswordMayBeTriedThreeTimesOrAsOftenAsIsSaid() {
    assertThat(method(PROFILE).attempts()).isEqualTo(3);
    assertThat(method("aaa authentication attempts login 5\n" + PROFILE).attempts()).isEqualTo(5);
    assertThat(Reading.mistake("aaa authentication attempts login 26\n")).contains("25");
  }

  @Test
  void documentsAreLoggedWhereThatIsAskedFor() {
    assertThat(method(PROFILE).debug()).isFalse();
    assertThat(method("debug anyconnect-eap\n" + PROFILE).debug()).isTrue();
  }

  @Test
  void groupsStandInTheOrderOfTheFileWithALabelOrWithout() {
    assertThat(
            method(
                    PROFILE
                        + """
                         anyconnect group staff Our own people
                         anyconnect group partners
                         anyconnect group staff Staff
                        """)
                .groups())
        .containsExactly(new LoginGroup("staff", "Staff"), new LoginGroup("partners", "partners"));
    assertThat(method(PROFILE).groups()).isEmpty();
  }

  @Test
  void groupsAreForAnyConnect() {
    assertThat(
            Reading.mistakes(
                PROFILE.replace("anyconnect-eap aggregate", "eap") + " anyconnect group staff\n"))
        .anySatisfy(
            mistake -> assertThat(mistake.toString()).contains("nobody is asked for a group"));
  }

  @Test
  void noFormIsEndless() {
    String groups =
        IntStream.rangeClosed(1, 65)
            .mapToObj(number -> " anyconnect group g" + number + "\n")
            .collect(Collectors.joining());
    assertThat(Reading.mistake(PROFILE + groups))
        .contains("too many groups to pick from", "at most 64");
  }
}
