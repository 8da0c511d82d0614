package io.gatehouse.cluster.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.PskClient;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final CookieJar jar = node("the secret of a cluster in a test");
  private final PskClient client = new PskClient("alice");

  @Test
  void aCookieIsGoodForTheClientThatItWasGivenTo() {
    IkeMessage second = withCookie(client, NOON);

    assertThat(jar.accepts(second, client.path(), NOON)).isTrue();
    assertThat(jar.accepts(second, new PskClient("alice").path(), NOON))
        .as("another port of the same address: its NAT may have changed it")
        .isTrue();
  }

  @Test
  void anothersCookieIsNoGood() {
    Payload.Notify cookie = withCookie(client, NOON).notify(NotifyType.COOKIE).orElseThrow();
    PskClient thief = new PskClient("eve");

    IkeMessage stolen = PskClient.clear(thief.initial(cookie));

    assertThat(jar.accepts(stolen, thief.path(), NOON)).isFalse();
    assertThat(jar.accepts(PskClient.clear(thief.initial()), thief.path(), NOON)).isFalse();
  }

  @Test
  void aCookieOutlivesOneChangeOfTheSecretAndNotTwo() {
    IkeMessage second = withCookie(client, NOON);
    Duration generation = Duration.ofMinutes(2);

    assertThat(jar.accepts(second, client.path(), NOON.plus(generation))).isTrue();
    assertThat(jar.accepts(second, client.path(), NOON.plus(generation.multipliedBy(2)))).isFalse();
  }

  @Test
  void everyNodeOfTheClusterTakesWhatAnotherGave() {
    IkeMessage second = withCookie(client, NOON);

    assertThat(node("the secret of a cluster in a test").accepts(second, client.path(), NOON))
        .isTrue();
    assertThat(node("the secret of another cluster").accepts(second, client.path(), NOON))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 59, 60, 61, 90, 119})
  void theClocksOfTwoNodesMayDifferByAMinute(int secondOfPeriod) {
    Instant given = NOON.plusSeconds(secondOfPeriod);
    IkeMessage second = withCookie(client, given);

    for (int skew = -60; skew <= 60; skew++) {
      assertThat(jar.accepts(second, client.path(), given.plusSeconds(skew)))
          .as("a node whose clock is %d s ahead", skew)
          .isTrue();
    }
  }

  @Test
  void aCookieOfTheFutureIsNoGood() {
    IkeMessage second = withCookie(client, NOON.plus(CookieSecrets.PERIOD));

    assertThat(jar.accepts(second, client.path(), NOON.minusSeconds(1))).isFalse();
    assertThat(jar.accepts(second, client.path(), NOON.plusSeconds(59))).isFalse();
  }

  @Test
  void aVersionThatComesAroundAgainHasAnotherSecret() {
    IkeMessage second = withCookie(client, NOON);

    assertThat(
            jar.accepts(second, client.path(), NOON.plus(CookieSecrets.PERIOD.multipliedBy(256))))
        .isFalse();
  }

  @Test
  void arbitraryCookiesAreNoGood() {
    for (int length = 0; length <= 64; length++) {
      byte[] octets = new byte[length];
      new Random(length).nextBytes(octets);
      Payload.Notify cookie = Payload.Notify.of(NotifyType.COOKIE, Octets.owned(octets));
      assertThat(jar.accepts(PskClient.clear(client.initial(cookie)), client.path(), NOON))
          .isFalse();
    }
  }

  private static CookieJar node(String clusterSecret) {
    return new CookieJar(new CookieSecrets(Secret.utf8(clusterSecret)));
  }

  private IkeMessage withCookie(PskClient of, Instant now) {
    IkeMessage first = PskClient.clear(of.initial());
    IkeMessage challenge = jar.challenge(first, of.path(), now).orElseThrow();
    return PskClient.clear(of.initial(challenge.notify(NotifyType.COOKIE).orElseThrow()));
  }
}
