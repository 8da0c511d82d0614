package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.LocalUser;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.MethodList.Method;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest.Claim;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Accepted;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict.Unavailable;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Granted;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Refused;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AaaTest {

  private static final Path PATH =
      new Path(
          new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500),
          new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 30000),
          "vpn1");

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<Aaa.Reply> session = kit.createTestProbe();

  @AfterEach
  void shutdown() {
    kit.shutdownTestKit();
  }

  private ActorRef<Aaa.Command> aaa(RadiusClient radius, Method method) {
    MethodList list = new MethodList("list", List.of(method));
    return kit.spawn(
        Aaa.create(
            () ->
                new AaaConfiguration(
                    "headend",
                    List.of(),
                    Duration.ZERO,
                    Map.of("alice", new LocalUser("alice", Secret.utf8("wonderland"))),
                    Map.of(),
                    Map.of(),
                    Map.of(
                        "profile",
                        new ProfileAaa(
                            "profile", Optional.of(list), Optional.of(list), Map.of(), Map.of()))),
            radius,
            Runnable::run));
  }

  private Aaa.Authenticate authenticate(long id) {
    return new Aaa.Authenticate(
        new AuthenticationRequest(
            id,
            "profile",
            "session-1",
            "identity",
            PATH,
            new Claim.Password("alice", Secret.utf8("wonderland")),
            Optional.empty()),
        session.getRef());
  }

  private Aaa.Authorize authorize(long id, String profile) {
    return new Aaa.Authorize(
        new AuthorizationRequest(
            id,
            profile,
            "session-1",
            AuthorizationRequest.Method.ANYCONNECT_EAP,
            Optional.empty(),
            new Identification(Identification.ID_KEY_ID, Octets.utf8("id")),
            "identity",
            PATH,
            Authorization.of("alice")),
        session.getRef());
  }

  @Test
  void everyReplyRepeatsTheIdOfItsRequest() {
    ActorRef<Aaa.Command> aaa = aaa(new ScriptedRadius(), new Method.Local());

    aaa.tell(authenticate(11));
    aaa.tell(authorize(12, "profile"));

    assertThat(session.receiveSeveralMessages(2))
        .containsExactlyInAnyOrder(
            new Aaa.Authenticated(
                11, new Accepted(Authorization.of("alice"), Optional.empty(), Optional.empty())),
            new Aaa.Authorized(12, new Granted(Authorization.of("alice"))));
  }

  @Test
  void aClientThatFailsIsUnavailable() {
    RadiusClient broken =
        (request, servers) -> CompletableFuture.failedFuture(new IllegalStateException("broken"));
    ActorRef<Aaa.Command> aaa =
        aaa(
            broken,
            new Method.Radius(new ServerGroup("radius", List.of(ScriptedRadius.server("a")))));

    aaa.tell(authenticate(1));

    assertThat(session.receiveMessage())
        .isInstanceOfSatisfying(
            Aaa.Authenticated.class,
            reply -> assertThat(reply.verdict()).isInstanceOf(Unavailable.class));
  }

  @Test
  void nobodyIsAuthorizedByAProfileThatIsNotConfigured() {
    ActorRef<Aaa.Command> aaa = aaa(new ScriptedRadius(), new Method.Local());

    aaa.tell(authorize(1, "other"));

    session.expectMessage(new Aaa.Authorized(1, new Refused("there is no profile other")));
  }

  @Test
  void aClientThatThrowsIsUnavailable() {
    RadiusClient broken =
        (request, servers) -> {
          throw new IllegalStateException("broken");
        };
    ActorRef<Aaa.Command> aaa =
        aaa(
            broken,
            new Method.Radius(new ServerGroup("radius", List.of(ScriptedRadius.server("a")))));

    aaa.tell(authenticate(1));

    assertThat(session.receiveMessage())
        .isInstanceOfSatisfying(
            Aaa.Authenticated.class,
            reply -> assertThat(reply.verdict()).isInstanceOf(Unavailable.class));
  }

  @Test
  void moreRequestsThanMayBeOpenAreAnsweredAtOnce() {
    ActorRef<Aaa.Command> aaa =
        aaa(
            new ScriptedRadius(),
            new Method.Radius(new ServerGroup("radius", List.of(ScriptedRadius.server("a")))));
    for (int id = 0; id < Aaa.MAXIMUM_OPEN; id++) {
      aaa.tell(authenticate(id));
    }

    aaa.tell(authenticate(-1));

    session.expectMessage(
        new Aaa.Authenticated(-1, new Unavailable("too many AAA requests are open")));
  }
}
