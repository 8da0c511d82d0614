package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnyConnectSettingsTest {

  private final AnyConnectUser user =
      new AnyConnectUser(
          Policies.anyConnect(
              new LoginGroup("staff", "Staff"), new LoginGroup("partners", "Partners")));

  @Test
  @DisplayName("AAA is told the group that the user has picked last")
  void group() {
    user.login();
    user.say(ClientDocuments.init(AnyConnectUser.DEVICE, Optional.of("partners")));
    user.document();
    user.password("sesame");
    assertThat(user.testbed.headend.only(Decision.Authenticate.class).request().group())
        .contains("partners");

    user.accept();

    assertThat(user.testbed.headend.only(Decision.Authorize.class).request().group())
        .contains("partners");
  }

  @Test
  @DisplayName("with debug, both sides' documents are reported, without the password")
  void documents() {
    user.login();
    user.password("sesame");

    assertThat(user.testbed.headend.decisions())
        .filteredOn(decision -> decision instanceof Decision.Report)
        .singleElement()
        .asString()
        .contains("direction=FROM", "<username>typed</username><password>***</password>")
        .doesNotContain("sesame");

    user.reject();

    assertThat(user.testbed.headend.decisions())
        .filteredOn(decision -> decision instanceof Decision.Report)
        .first()
        .asString()
        .contains("direction=TO", "Login failed.");
  }

  @Test
  @DisplayName("with debug, the attributes are reported that the client asks for")
  void wishes() {
    user.begin();

    assertThat(user.testbed.headend.event(SessionEvent.Wishes.class).orElseThrow().attributes())
        .isEqualTo("1= 3=");
  }

  @Test
  @DisplayName("the profile says how often a password may be tried")
  void attempts() {
    user.login();
    user.password("wrong");
    user.reject();

    assertThat(user.document()).isEqualTo(new ServerDocument.Refusal("Login failed."));
  }
}
