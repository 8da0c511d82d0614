package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A password that has expired: AAA asks for a new one. */
class NewPasswordTest {

  private static final Verdict WANTED = new Verdict.NewPasswordWanted("It has expired.");

  private static ScriptedClient asked() {
    return ScriptedClient.atChecking().verdict(WANTED);
  }

  @Test
  void theUserTypesANewOneTwice() {
    var client = asked();
    assertThat(client.form().id()).isEqualTo("passwd");
    assertThat(client.form().message()).contains("It has expired.");
    assertThat(client.userIsAsked()).isTrue();

    client.reply("new_password", " new one ", "verify_password", " new one ");
    assertThat(client.outcome())
        .isInstanceOfSatisfying(
            Outcome.CheckPassword.class,
            check -> {
              assertThat(check.userName()).isEqualTo("alice");
              assertThat(check.password().revealUtf8()).isEqualTo(" new one ");
              assertThat(check.answersChallenge()).isTrue();
            });
    client.verdict(new Verdict.Accepted()).ack();
    assertThat(client.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  /** OpenConnect names every password so, and does not send the second. */
  @Test
  void aClientMayNameItOtherwiseAndNotRepeatIt() {
    assertThat(asked().reply("password", "new").asked().getValue()).isEqualTo("new");
    assertThat(asked().reply("new_password", "new").asked().getValue()).isEqualTo("new");
    assertThat(asked().reply("password_new", "new").asked().getValue()).isEqualTo("new");
  }

  @Test
  void twoThatDifferAreAskedForAgainAndAaaIsNotTroubled() {
    var client = asked().reply("new_password", "new", "verify_password", "now");
    assertThat(client.form().id()).isEqualTo("passwd");
    assertThat(client.form().message()).contains("It has expired.");
    assertThat(client.form().error()).contains("The two new passwords are not the same.");

    client.reply("new_password", "new", "verify_password", "");
    assertThat(client.form().error()).contains("The two new passwords are not the same.");
    client.reply("new_password", "new", "verify_password", "new");
    assertThat(client.asked().getValue()).isEqualTo("new");
  }

  @Test
  void noneIsAskedForAgain() {
    assertThat(asked().reply("new_password", "", "verify_password", "").form().error())
        .contains("Type the new password twice.");
    assertThat(asked().reply("new_password", "", "verify_password", "x").form().error())
        .contains("Type the new password twice.");
    assertThat(asked().reply().form().error()).contains("Type the new password twice.");
  }

  @Test
  void oneThatRadiusCannotCarryIsAskedForAgain() {
    String longest = "é".repeat(64);
    assertThat(
            asked()
                .reply("new_password", longest + "x", "verify_password", longest + "x")
                .form()
                .error())
        .contains("The new password is too long.");
    assertThat(
            asked().reply("new_password", longest, "verify_password", longest).asked().getValue())
        .isEqualTo(longest);
  }

  @Test
  void aaaMayWantAnotherOne() {
    var client = asked().reply("new_password", "a", "verify_password", "a");
    client.verdict(new Verdict.NewPasswordWanted("At least eight characters."));
    assertThat(client.form().message()).contains("At least eight characters.");
    assertThat(client.form().error()).isEmpty();
  }

  @Test
  void aRejectionLeadsBackToTheLogin() {
    var client = asked().reply("new_password", "a", "verify_password", "a");
    client.verdict(new Verdict.Rejected(Optional.of("Not that one.")));
    assertThat(client.form().id()).isEqualTo("main");
    assertThat(client.form().error()).contains("Not that one.");
  }

  @Test
  void nobodyMayMistypeForEver() {
    var client = asked();
    for (int form = 2; form <= 10; form++) {
      client.reply("new_password", "a", "verify_password", "b");
      assertThat(client.form().id()).isEqualTo("passwd");
    }
    client.reply("new_password", "a", "verify_password", "b").isRefusedWith("Login failed.");
  }

  @Test
  void aFreshInitForgetsIt() {
    assertThat(asked().init().form().id()).isEqualTo("main");
  }
}
