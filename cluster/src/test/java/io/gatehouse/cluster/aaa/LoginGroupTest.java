package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.meaning.Reading;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Granted;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Refused;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The group that an AnyConnect user has picked, where AAA meets it. */
class LoginGroupTest {

  private static final String POLICY =
      """
      aaa new-model
      aaa authorization network LOCAL local
      aaa authorization network ASK group radius
      aaa authentication login USERS group radius
      radius server R
       address ipv4 192.0.2.10
       key 0 secret
      ip local pool STAFF 10.99.0.1 10.99.0.9
      crypto ikev2 authorization policy staff
       pool STAFF
      crypto ikev2 name-mangler PICKED
       anyconnect-group
      crypto pki trustpoint EC
       certificate ec.pem
       private-key ec-key.pem
      crypto ikev2 profile P
       match identity remote any
       authentication local ecdsa-sig
       authentication remote anyconnect-eap aggregate
       pki trustpoint EC
       aaa authentication anyconnect-eap USERS
       aaa authorization group anyconnect-eap list LOCAL name-mangler PICKED
       aaa authorization user anyconnect-eap list ASK
      """;

  private static final Path PATH =
      new Path(
          new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500),
          new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 30000),
          "vpn1");

  private final Configuration configuration = Reading.loaded(POLICY);
  private final ScriptedRadius radius =
      new ScriptedRadius()
          .answering("R", new AccessReply.Accept(RadiusAttributes.of(), Optional.empty()));

  private AuthorizationVerdict authorize(Optional<String> group) {
    return new Authorizer(configuration.aaa(), radius)
        .authorize(
            new AuthorizationRequest(
                1,
                "P",
                "session-1",
                AuthorizationRequest.Method.ANYCONNECT_EAP,
                Optional.empty(),
                new Identification(Identification.ID_KEY_ID, Octets.utf8("x")),
                "x",
                PATH,
                Authorization.of("alice"),
                group))
        .toCompletableFuture()
        .join();
  }

  @Test
  void itsNameIsThatOfAnAuthorizationPolicy() {
    assertThat(((Granted) authorize(Optional.of("staff"))).authorization().addressPool())
        .contains("STAFF");
  }

  @Test
  void whoHasPickedNoneOrOneWithoutAPolicyIsRefused() {
    assertThat(authorize(Optional.empty()))
        .isEqualTo(new Refused("name-mangler PICKED makes no name of alice"));
    assertThat(authorize(Optional.of("partners")))
        .isEqualTo(new Refused("there is no authorization policy partners"));
  }

  @Test
  void radiusIsToldIt() {
    authorize(Optional.of("staff"));
    assertThat(radius.questions().getLast().request().attributes())
        .contains(RadiusAttribute.avPair("isakmp-group-id", "staff"));

    var unused =
        new Authenticator(configuration.aaa(), radius, Runnable::run)
            .authenticate(
                new AuthenticationRequest(
                    1,
                    "P",
                    "session-1",
                    "x",
                    PATH,
                    new AuthenticationRequest.Claim.Password("alice", Secret.utf8("secret")),
                    Optional.empty(),
                    Optional.of("partners")));
    assertThat(unused.toCompletableFuture()).isCompleted();
    assertThat(radius.questions().getLast().request().attributes())
        .contains(RadiusAttribute.avPair("isakmp-group-id", "partners"));
  }
}
