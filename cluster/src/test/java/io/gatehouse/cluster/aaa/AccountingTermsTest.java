package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.config.Accounting;
import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.ProfileAaa;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest.Method;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Granted;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Which sessions have an account, and how it is kept. */
class AccountingTermsTest {

  private static final InetAddress NAS = InetAddress.ofLiteral("192.0.2.9");
  private static final AccountingList TOLD =
      new AccountingList(
          "ACCT", List.of(new ServerGroup("group", List.of(ScriptedRadius.server("a")))));
  private static final AccountingList NOBODY = new AccountingList("NOBODY", List.of());

  private static final RadiusClient RADIUS =
      new RadiusClient() {
        @Override
        public CompletionStage<AccessReply> send(
            AccessRequest request, List<RadiusServer> servers) {
          return new CompletableFuture<>();
        }

        @Override
        public Optional<InetAddress> nasAddress(RadiusServer server) {
          return Optional.of(NAS);
        }
      };

  private static Optional<AccountingTerms> terms(
      Optional<Duration> configured,
      Optional<Duration> fromRadius,
      Map<Method, AccountingList> lists) {
    AaaConfiguration configuration =
        new AaaConfiguration(
            "headend",
            List.of(),
            Duration.ZERO,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(
                "profile",
                new ProfileAaa("profile", Optional.empty(), Optional.empty(), Map.of(), lists)),
            new Accounting(Map.of(), configured));
    AuthorizationRequest request =
        new AuthorizationRequest(
            1,
            "profile",
            "session-1",
            Method.EAP,
            Optional.empty(),
            new Identification(Identification.ID_KEY_ID, Octets.utf8("group")),
            "identity",
            new Path(
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500),
                new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 30000),
                "node"),
            Authorization.of("alice").withInterimInterval(fromRadius));
    Granted granted =
        (Granted)
            new Authorizer(configuration, RADIUS).authorize(request).toCompletableFuture().join();
    return granted.authorization().accounting();
  }

  private static Optional<Duration> interim(
      Optional<Duration> configured, Optional<Duration> fromRadius) {
    return terms(configured, fromRadius, Map.of(Method.EAP, TOLD)).orElseThrow().interim();
  }

  @Test
  void theProfilesListSaysWhoIsTold() {
    assertThat(terms(Optional.empty(), Optional.empty(), Map.of(Method.EAP, TOLD)))
        .contains(new AccountingTerms("ACCT", Optional.empty(), Optional.of(NAS)));
  }

  @Test
  void withoutAListOrWithNoneNobodyIs() {
    assertThat(terms(Optional.empty(), Optional.empty(), Map.of())).isEmpty();
    assertThat(terms(Optional.empty(), Optional.empty(), Map.of(Method.PSK, TOLD))).isEmpty();
    assertThat(terms(Optional.empty(), Optional.empty(), Map.of(Method.EAP, NOBODY))).isEmpty();
  }

  @Test
  void whatRadiusSaysOfTheInterimIntervalComesFirst() {
    Optional<Duration> five = Optional.of(Duration.ofMinutes(5));
    Optional<Duration> ten = Optional.of(Duration.ofMinutes(10));

    assertThat(interim(five, Optional.empty())).isEqualTo(five);
    assertThat(interim(five, ten)).isEqualTo(ten);
    assertThat(interim(Optional.empty(), ten)).isEqualTo(ten);
  }

  @Test
  void nobodyIsToldMoreOftenThanOnceAMinute() {
    assertThat(interim(Optional.empty(), Optional.of(Duration.ofSeconds(1))))
        .contains(Duration.ofMinutes(1));
  }
}
