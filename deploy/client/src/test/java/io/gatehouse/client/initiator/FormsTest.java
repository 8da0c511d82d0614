package io.gatehouse.client.initiator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Forms beyond that for a user name and a password. */
class FormsTest {

  private static final List<LoginGroup> GROUPS =
      List.of(new LoginGroup("staff", "Staff"), new LoginGroup("partners", "Partners"));

  @Test
  void anExpiredPasswordIsReplaced() {
    var conversation = Pairings.connect(Pairings.user("old", "right"));
    assertThat(conversation.events()).contains(new ClientEvent.Asked("VPN", "It has expired.", ""));
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
  }

  @Test
  void aMistypedPasswordIsTypedAgain() {
    var conversation = Pairings.connect(Pairings.user("old", "right", "rihgt", "right"));
    assertThat(conversation.events())
        .contains(
            new ClientEvent.Asked(
                "VPN", "It has expired.", "The two new passwords are not the same."));
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
  }

  @Test
  void theFirstGroupIsNamedAndTheNextIsPickedInTheForm() {
    ScriptedHeadend headend = connect("staff", "partners");
    assertThat(headend.group()).contains("partners");
    assertThat(connect("partners").group()).contains("partners");
    assertThat(connect().group()).contains("staff");
  }

  private static ScriptedHeadend connect(String... groups) {
    ScriptedHeadend headend = Pairings.headend(KeyExchangeMethod.CURVE25519);
    headend.groups = GROUPS;
    var user =
        new Credentials.AnyConnect(
            "alice",
            List.of(Secret.utf8("right")),
            Optional.empty(),
            Optional.empty(),
            List.of(groups));
    var conversation = new Conversation(Pairings.settings(user), headend, Pairings.NOW).connect();
    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
    return headend;
  }
}
