package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.aaa.AccessReply.Accept;
import io.gatehouse.cluster.aaa.AccessReply.Challenge;
import io.gatehouse.cluster.aaa.AccessReply.Reject;
import io.gatehouse.cluster.aaa.AccessReply.Unanswered;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.LocalUser;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.MethodList.Method;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.password.HashType;
import io.gatehouse.cluster.config.password.PasswordHash;
import io.gatehouse.protocol.ike.exchange.AaaConversation;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest.Claim;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Accepted;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Challenged;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.NewPasswordWanted;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Rejected;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Unavailable;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {

  private static final Method FIRST =
      new Method.Radius(
          new ServerGroup(
              "first", List.of(ScriptedRadius.server("a"), ScriptedRadius.server("b"))));
  private static final Method SECOND =
      new Method.Radius(new ServerGroup("second", List.of(ScriptedRadius.server("c"))));
  private static final Method LOCAL = new Method.Local();

  private static final Octets EAP = Octets.hex("0201000a01616c696365");
  private static final Rejected REJECTED = new Rejected(Optional.empty(), Optional.empty());
  private static final Unanswered SILENT = new Unanswered("silent");
  private static final Accept ACCEPT = new Accept(RadiusAttributes.of(), Optional.empty());
  private static final Accepted ALICE =
      new Accepted(Authorization.of("alice"), Optional.empty(), Optional.empty());

  /** Of "hashcat". */
  private static final PasswordHash CAROLS =
      PasswordHash.of(
              HashType.PBKDF2_SHA256,
              "$8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk")
          .orElseThrow();

  private final ScriptedRadius radius = new ScriptedRadius();

  private AuthenticationVerdict verdict(
      Claim claim, Optional<AaaConversation> conversation, Method... methods) {
    MethodList list = new MethodList("list", List.of(methods));
    AaaConfiguration configuration =
        new AaaConfiguration(
            "headend",
            List.of(),
            Duration.ZERO,
            Map.of(
                "alice",
                new LocalUser("alice", Secret.utf8("wonderland")),
                "carol",
                new LocalUser("carol", new LocalUser.Password.Hashed(CAROLS))),
            Map.of(),
            Map.of(),
            Map.of(
                "profile",
                new ProfileAaa(
                    "profile", Optional.of(list), Optional.of(list), Map.of(), Map.of())));
    return new Authenticator(configuration, radius, Runnable::run)
        .authenticate(request("profile", claim, conversation))
        .toCompletableFuture()
        .join();
  }

  private static AuthenticationRequest request(
      String profile, Claim claim, Optional<AaaConversation> conversation) {
    return new AuthenticationRequest(
        1,
        profile,
        "session-1",
        "*$AnyConnectClient$*",
        new Path(
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500),
            new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 30000),
            "vpn1"),
        claim,
        conversation);
  }

  private static Claim password(String user, String password) {
    return new Claim.Password(user, Secret.utf8(password));
  }

  private AuthenticationVerdict password(Method... methods) {
    return verdict(password("alice", "wonderland"), Optional.empty(), methods);
  }

  private AuthenticationVerdict eap(Method... methods) {
    return verdict(new Claim.EapResponse("alice", EAP), Optional.empty(), methods);
  }

  @Test
  void aPasswordIsComparedWithTheHashOfALocalUser() {
    assertThat(verdict(password("carol", "hashcat"), Optional.empty(), LOCAL))
        .isEqualTo(new Accepted(Authorization.of("carol"), Optional.empty(), Optional.empty()));
    assertThat(verdict(password("carol", "wonderland"), Optional.empty(), LOCAL))
        .isEqualTo(REJECTED);
    assertThat(verdict(password("eve", "hashcat"), Optional.empty(), LOCAL)).isEqualTo(REJECTED);
  }

  @Test
  void theNextMethodIsAskedWhenAServerGroupIsSilent() {
    radius.answering("a", SILENT).answering("c", ACCEPT);

    assertThat(password(FIRST, SECOND)).isEqualTo(ALICE);
    assertThat(radius.questions().stream().map(ScriptedRadius.Question::servers))
        .containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void aRejectIsFinal() {
    radius.answering("a", new Reject(RadiusAttributes.of()));

    assertThat(password(FIRST, LOCAL)).isEqualTo(REJECTED);
  }

  @Test
  void whenEverybodyIsSilentTheReasonIsTold() {
    radius.answering("a", SILENT).answering("c", new Unanswered("also silent"));

    assertThat(password(FIRST, SECOND)).isEqualTo(new Unavailable("also silent"));
  }

  @Test
  void localUsersHelpWhenRadiusIsSilent() {
    radius.answering("a", SILENT);

    assertThat(password(FIRST, LOCAL)).isEqualTo(ALICE);
    assertThat(verdict(password("alice", "x"), Optional.empty(), FIRST, LOCAL)).isEqualTo(REJECTED);
    assertThat(verdict(password("bob", "x"), Optional.empty(), FIRST, LOCAL)).isEqualTo(REJECTED);
  }

  @Test
  void aUserWhoIsNotLocalIsLookedUpElsewhereButAWrongPasswordIsFinal() {
    radius.answering("a", ACCEPT);

    assertThat(verdict(password("bob", "x"), Optional.empty(), LOCAL, FIRST))
        .isInstanceOf(Accepted.class);
    assertThat(verdict(password("alice", "x"), Optional.empty(), LOCAL, FIRST)).isEqualTo(REJECTED);
  }

  @Test
  void eapIsForRadius() {
    radius.answering("a", SILENT);

    assertThat(eap(LOCAL))
        .isEqualTo(new Unavailable("method local cannot authenticate EAP, which needs RADIUS"));
    assertThat(eap(LOCAL, FIRST)).isEqualTo(new Unavailable("silent"));
  }

  @Test
  void aProfileWithoutAListSaysSo() {
    AaaConfiguration configuration =
        new AaaConfiguration(
            "headend", List.of(), Duration.ZERO, Map.of(), Map.of(), Map.of(), Map.of());

    assertThat(
            new Authenticator(configuration, radius, Runnable::run)
                .authenticate(request("bare", password("alice", "x"), Optional.empty()))
                .toCompletableFuture())
        .isCompletedWithValue(
            new Unavailable("profile bare has no method list for anyconnect-eap"));
  }

  @Test
  void aChallengeNamesItsServerAndTheAnswerGoesThereAlone() {
    radius
        .answering("a", SILENT)
        .answering(
            "c",
            new Challenge(
                "c",
                RadiusAttributes.of(
                    new RadiusAttribute(AttributeType.STATE, Octets.hex("01")),
                    RadiusAttribute.text(AttributeType.REPLY_MESSAGE, "Code?"),
                    new RadiusAttribute(AttributeType.EAP_MESSAGE, Octets.hex("0101")),
                    new RadiusAttribute(AttributeType.EAP_MESSAGE, Octets.hex("0005")))));
    AaaConversation conversation = new AaaConversation("c", Octets.hex("01"));

    assertThat(eap(FIRST, SECOND))
        .isEqualTo(
            new Challenged(
                Optional.of("Code?"), Optional.of(Octets.hex("01010005")), conversation));

    radius.answering("c", SILENT);
    assertThat(
            verdict(new Claim.EapResponse("alice", EAP), Optional.of(conversation), FIRST, SECOND))
        .isEqualTo(new Unavailable("silent"));
    ScriptedRadius.Question last = radius.questions().getLast();
    assertThat(last.servers()).containsExactly("c");
    assertThat(last.request().attributes())
        .contains(new RadiusAttribute(AttributeType.STATE, Octets.hex("01")));
  }

  @Test
  void anExpiredPasswordIsChangedInTheSameConversation() {
    RadiusAttribute expired =
        new RadiusAttribute(AttributeType.MS_CHAP_ERROR, Octets.utf8("\u0001E=648 R=0 V=3"));
    AaaConversation conversation = new AaaConversation("a", Octets.hex("01"));
    radius.answering(
        "a",
        new Challenge(
            "a",
            RadiusAttributes.of(
                expired, new RadiusAttribute(AttributeType.STATE, conversation.state()))));

    assertThat(password(FIRST)).isEqualTo(new NewPasswordWanted(Optional.empty(), conversation));

    radius.answering("a", new Reject(RadiusAttributes.of(expired)));
    assertThat(verdict(password("alice", "new"), Optional.of(conversation), FIRST))
        .isEqualTo(new Rejected(Optional.of("The password has expired."), Optional.empty()));
    assertThat(radius.questions().getLast().request().credential())
        .isEqualTo(new Credential.Password(Secret.utf8("new")));
  }

  @Test
  void aConversationWithAServerThatIsGoneCannotGoOn() {
    assertThat(
            verdict(
                new Claim.EapResponse("alice", EAP),
                Optional.of(new AaaConversation("gone", Octets.empty())),
                FIRST))
        .isEqualTo(
            new Unavailable(
                "RADIUS server gone, which the conversation is with, is not in list list"));
  }

  @Test
  void theNameThatRadiusConfirmsIsTheUsers() {
    radius.answering(
        "a",
        new Accept(
            RadiusAttributes.of(RadiusAttribute.text(AttributeType.USER_NAME, "Alice@example")),
            Optional.of(Secret.utf8("msk"))));

    assertThat(eap(FIRST))
        .isEqualTo(
            new Accepted(
                Authorization.of("Alice@example"),
                Optional.of(Secret.utf8("msk")),
                Optional.empty()));
  }

  @Test
  void whatRadiusCannotCarryIsRejectedUnasked() {
    assertThat(verdict(password("alice", "x".repeat(129)), Optional.empty(), FIRST))
        .isEqualTo(REJECTED);
    assertThat(verdict(password("ä".repeat(127), "x"), Optional.empty(), FIRST))
        .isEqualTo(REJECTED);
    assertThat(verdict(password("", "x"), Optional.empty(), FIRST)).isEqualTo(REJECTED);
    assertThat(verdict(password("alice\0bob", "x"), Optional.empty(), FIRST)).isEqualTo(REJECTED);
    assertThat(verdict(new Claim.EapResponse("al\uFFFDce", EAP), Optional.empty(), FIRST))
        .isEqualTo(REJECTED);
    assertThat(radius.questions()).isEmpty();
  }

  @Test
  void theRequestSaysWhoAsksForWhom() {
    radius.answering("a", ACCEPT);

    password(FIRST);

    AccessRequest request = radius.questions().getFirst().request();
    assertThat(request.credential()).isEqualTo(new Credential.Password(Secret.utf8("wonderland")));
    assertThat(request.attributes())
        .containsExactly(
            RadiusAttribute.text(AttributeType.USER_NAME, "alice"),
            RadiusAttribute.integer(AttributeType.SERVICE_TYPE, 1),
            RadiusAttribute.text(AttributeType.NAS_IDENTIFIER, "headend"),
            RadiusAttribute.integer(AttributeType.NAS_PORT_TYPE, 5),
            RadiusAttribute.text(AttributeType.CALLING_STATION_ID, "198.51.100.9"),
            RadiusAttribute.text(AttributeType.ACCT_SESSION_ID, "session-1"),
            RadiusAttribute.avPair("audit-session-id", "session-1"),
            RadiusAttribute.avPair("isakmp-phase1-id", "*$AnyConnectClient$*"));
  }

  @Test
  void noSecretIsPrinted() {
    AccessRequest request =
        new AccessRequest(
            new Credential.Password(Secret.utf8("wonderland")),
            List.of(RadiusAttribute.avPair("ipsec:ikev2-password-local", "psk")));

    assertThat(Stream.of(request, password("alice", "wonderland")).map(Object::toString))
        .noneMatch(text -> text.contains("wonderland") || text.contains("psk"));
  }
}
