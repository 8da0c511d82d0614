package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.aaa.Aaa;
import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.AuthorizationRules;
import io.gatehouse.cluster.config.AuthorizationRules.GroupRule;
import io.gatehouse.cluster.config.AuthorizationRules.Subject;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.MethodList.Method.Radius;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.protocol.ike.exchange.AaaConversation;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest.Claim;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Accepted;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Challenged;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Rejected;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Unavailable;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest.Method;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Granted;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The AAA actor, the RADIUS client and a FreeRADIUS of the machine, together. */
@EnabledIf(
    value = "io.gatehouse.node.radius.FreeRadius#isInstalled",
    disabledReason = "/usr/sbin/freeradius is not installed")
class FreeRadiusTest {

  private static final String USERS =
      """
      alice Cleartext-Password := "wonderland"
        Framed-IP-Address = 10.9.0.7,
        Class = 0x636c617373,
        Session-Timeout = 3600,
        Cisco-AVPair += "ipsec:dns-servers=10.0.0.53 10.0.0.54",
        Cisco-AVPair += "ipsec:route-set=prefix 10.1.0.0/16"

      bob Cleartext-Password := "builder"
        MS-MPPE-Recv-Key = 0x%1$s,
        MS-MPPE-Send-Key = 0x%2$s

      staff Cleartext-Password := "cisco", Service-Type == Outbound-User
        Framed-Pool = "staff-pool"

      mallory Auth-Type := Reject
        Reply-Message = "not you"
      """
          .formatted("11".repeat(32), "22".repeat(32));

  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final io.gatehouse.protocol.ike.exchange.Path PATH =
      new io.gatehouse.protocol.ike.exchange.Path(
          new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500),
          new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 30000),
          "vpn1");

  @TempDir Path directory;

  private FreeRadius freeRadius;
  private UdpRadiusClient radius;
  private Optional<ActorSystem<Aaa.Command>> aaa = Optional.empty();

  @BeforeEach
  void start() {
    freeRadius = FreeRadius.start(directory, USERS);
    radius =
        UdpRadiusClient.open(
            new RadiusSettings(1, true, Optional.empty(), () -> Duration.ofMinutes(5), SHORT));
  }

  @AfterEach
  void stop() {
    freeRadius.close();
    radius.close();
    aaa.ifPresent(ActorSystem::terminate);
    aaa.ifPresent(system -> system.getWhenTerminated().toCompletableFuture().join());
  }

  private void configure(RadiusServer... servers) {
    MethodList list =
        new MethodList("list", List.of(new Radius(new ServerGroup("group", List.of(servers)))));
    AuthorizationRules rules =
        new AuthorizationRules(
            Optional.of(
                new GroupRule(list, new Subject.Fixed("staff"), Secret.utf8("cisco"), false)),
            Optional.empty(),
            true);
    ActorSystem<Aaa.Command> system =
        ActorSystem.create(
            Aaa.create(
                () ->
                    new AaaConfiguration(
                        "gatehouse",
                        List.of(servers),
                        Duration.ofMinutes(5),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(
                            "profile",
                            new ProfileAaa(
                                "profile",
                                Optional.of(list),
                                Optional.of(list),
                                Map.of(Method.ANYCONNECT_EAP, rules),
                                Map.of()))),
                radius,
                Runnable::run),
            "aaa");
    aaa = Optional.of(system);
  }

  private Aaa.Reply ask(Function<ActorRef<Aaa.Reply>, Aaa.Command> question) {
    ActorSystem<Aaa.Command> system = aaa.orElseThrow();
    return AskPattern.<Aaa.Command, Aaa.Reply>ask(
            system, question::apply, Duration.ofSeconds(30), system.scheduler())
        .toCompletableFuture()
        .join();
  }

  private AuthenticationVerdict authenticate(Claim claim, Optional<AaaConversation> conversation) {
    AuthenticationRequest request =
        new AuthenticationRequest(
            7, "profile", "session-1", "*$AnyConnectClient$*", PATH, claim, conversation);
    Aaa.Reply reply = ask(replyTo -> new Aaa.Authenticate(request, replyTo));
    assertThat(reply.id()).isEqualTo(7);
    return ((Aaa.Authenticated) reply).verdict();
  }

  private AuthorizationVerdict authorize(Authorization authenticated) {
    AuthorizationRequest request =
        new AuthorizationRequest(
            8,
            "profile",
            "session-1",
            Method.ANYCONNECT_EAP,
            Optional.empty(),
            new Identification(Identification.ID_KEY_ID, Octets.utf8("group")),
            "group",
            PATH,
            authenticated);
    Aaa.Reply reply = ask(replyTo -> new Aaa.Authorize(request, replyTo));
    assertThat(reply.id()).isEqualTo(8);
    return ((Aaa.Authorized) reply).verdict();
  }

  private AuthenticationVerdict password(String user, String password) {
    return authenticate(new Claim.Password(user, Secret.utf8(password)), Optional.empty());
  }

  private AuthenticationVerdict eap(Octets packet, Optional<AaaConversation> conversation) {
    return authenticate(new Claim.EapResponse("alice", packet), conversation);
  }

  private static Octets identity() {
    return Octets.hex("0201000a01616c696365");
  }

  private Challenged challenge(Octets packet, Optional<AaaConversation> conversation) {
    return (Challenged) eap(packet, conversation);
  }

  /** RFC 3748 section 5.4: the answer to an MD5-Challenge. */
  private static Octets md5Response(Octets request, String password) {
    Octets challenge = request.slice(6, 6 + request.at(5));
    Octets identifier = request.slice(1, 2);
    byte[] value =
        ForgedReply.md5(Octets.concat(identifier, Octets.utf8(password), challenge).toArray());
    return Octets.concat(Octets.hex("02"), identifier, Octets.hex("00160410"), Octets.owned(value));
  }

  @Test
  void aRightPasswordIsAcceptedWithItsAttributesAndTheGroupsAreAdded() {
    configure(freeRadius.configured("free", PATIENT, 0));

    Accepted accepted = (Accepted) password("alice", "wonderland");

    assertThat(accepted.user().userName()).isEqualTo("alice");
    assertThat(accepted.user().framedAddress()).contains(InetAddress.ofLiteral("10.9.0.7"));
    assertThat(accepted.user().dns())
        .containsExactly(InetAddress.ofLiteral("10.0.0.53"), InetAddress.ofLiteral("10.0.0.54"));
    assertThat(accepted.user().splitInclude())
        .containsExactly(new Network(InetAddress.ofLiteral("10.1.0.0"), 16));
    assertThat(accepted.user().sessionTimeout()).contains(Duration.ofHours(1));
    assertThat(accepted.user().radiusClass()).containsExactly(Octets.utf8("class"));
    Granted granted = (Granted) authorize(accepted.user());
    assertThat(granted.authorization().userName()).isEqualTo("alice");
    assertThat(granted.authorization().addressPool()).contains("staff-pool");
    assertThat(granted.authorization().framedAddress()).contains(InetAddress.ofLiteral("10.9.0.7"));
  }

  @Test
  void theKeysThatItHidesAreRevealed() {
    configure(freeRadius.configured("free", PATIENT, 0));

    Accepted accepted = (Accepted) password("bob", "builder");

    assertThat(accepted.masterSessionKey().map(key -> Octets.copyOf(key.reveal()).hex()))
        .contains("11".repeat(32) + "22".repeat(32));
  }

  @Test
  void aWrongPasswordAndABarredUserAreRejected() {
    configure(freeRadius.configured("free", PATIENT, 0));

    assertThat(password("alice", "looking-glass"))
        .isEqualTo(new Rejected(Optional.empty(), Optional.empty()));
    assertThat(password("mallory", "x"))
        .isEqualTo(new Rejected(Optional.of("not you"), Optional.empty()));
  }

  @Test
  void eapMd5IsRelayed() {
    configure(freeRadius.configured("free", PATIENT, 0));

    Challenged challenged = challenge(identity(), Optional.empty());
    assertThat(challenged.conversation().server()).isEqualTo("free");
    AuthenticationVerdict verdict =
        eap(
            md5Response(challenged.eapPacket().orElseThrow(), "wonderland"),
            Optional.of(challenged.conversation()));

    assertThat(verdict).isInstanceOf(Accepted.class);
    assertThat(((Accepted) verdict).eapPacket().orElseThrow().at(0)).isEqualTo(3);
  }

  @Test
  void anEapFailureIsRelayed() {
    configure(freeRadius.configured("free", PATIENT, 0));

    Challenged challenged = challenge(identity(), Optional.empty());
    AuthenticationVerdict verdict =
        eap(
            md5Response(challenged.eapPacket().orElseThrow(), "looking-glass"),
            Optional.of(challenged.conversation()));

    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(((Rejected) verdict).eapPacket().orElseThrow().at(0)).isEqualTo(4);
  }

  @Test
  void bothSidesOfEapMschapv2HaveTheSameMasterSessionKey() {
    configure(freeRadius.configured("free", PATIENT, 0));
    MsChapV2Peer peer =
        new MsChapV2Peer("alice", "wonderland", Octets.hex("00112233445566778899aabbccddeeff"));

    Challenged md5 = challenge(identity(), Optional.empty());
    Octets nak =
        Octets.concat(
            Octets.hex("02"), md5.eapPacket().orElseThrow().slice(1, 2), Octets.hex("0006031a"));
    Challenged offered = challenge(nak, Optional.of(md5.conversation()));
    Octets request = offered.eapPacket().orElseThrow();
    Challenged success = challenge(peer.eapResponse(request), Optional.of(offered.conversation()));
    Octets acknowledgement =
        Octets.concat(
            Octets.hex("02"),
            success.eapPacket().orElseThrow().slice(1, 2),
            Octets.hex("00061a03"));
    AuthenticationVerdict verdict = eap(acknowledgement, Optional.of(success.conversation()));

    byte[] ntResponse = peer.ntResponse(MsChapV2Peer.authenticatorChallenge(request));
    assertThat(verdict).isInstanceOf(Accepted.class);
    assertThat(((Accepted) verdict).masterSessionKey())
        .contains(Secret.owned(peer.masterSessionKey(ntResponse)));
  }

  @Test
  void aConversationEndsWithItsServerWhileNewOnesGoToTheNext() {
    try (ScriptedServer second = ScriptedServer.answering(ForgedReply.reject())) {
      configure(freeRadius.configured("free", SHORT, 3), second.configured("second", PATIENT, 0));
      Challenged challenged = challenge(identity(), Optional.empty());

      freeRadius.kill();
      AuthenticationVerdict verdict =
          eap(
              md5Response(challenged.eapPacket().orElseThrow(), "wonderland"),
              Optional.of(challenged.conversation()));

      assertThat(verdict).isEqualTo(new Unavailable("RADIUS server free did not answer"));
      assertThat(second.arrivals()).isEmpty();
      assertThat(password("alice", "wonderland")).isInstanceOf(Rejected.class);
      assertThat(second.arrivals()).hasSize(1);

      freeRadius = freeRadius.startAgain();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> password("alice", "wonderland") instanceof Accepted);
    }
  }
}
