package io.gatehouse.cluster.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InitialRequestsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 500);
  private static final SessionNumber SESSION = new SessionNumber(7);

  private final InitialRequests requests = new InitialRequests();

  @Test
  void aRepeatedRequestFindsTheSameSessionForAMinute() {
    requests.remember(1, CLIENT, SESSION, NOON);

    assertThat(requests.find(1, CLIENT, NOON.plusSeconds(59))).contains(SESSION);
    assertThat(requests.find(1, CLIENT, NOON.plus(Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void anotherSpiOrAnotherAddressIsAnotherClient() {
    requests.remember(1, CLIENT, SESSION, NOON);

    assertThat(requests.find(2, CLIENT, NOON)).isEmpty();
    assertThat(requests.find(1, new InetSocketAddress(CLIENT.getAddress(), 501), NOON)).isEmpty();
  }

  @Test
  void theOldestIsForgottenWhenThereAreTooMany() {
    for (int spi = 0; spi <= 65_536; spi++) {
      requests.remember(spi, CLIENT, SESSION, NOON);
    }

    assertThat(requests.find(0, CLIENT, NOON)).isEmpty();
    assertThat(requests.find(1, CLIENT, NOON)).contains(SESSION);
    assertThat(requests.find(65_536, CLIENT, NOON)).contains(SESSION);
  }

  @Test
  void aRequestThatIsRememberedAnewStandsInTheOrderOfItsExpiry() {
    requests.remember(1, CLIENT, SESSION, NOON);
    requests.remember(2, CLIENT, SESSION, NOON.plusSeconds(30));
    requests.remember(1, CLIENT, new SessionNumber(8), NOON.plusSeconds(40));

    assertThat(requests.find(2, CLIENT, NOON.plusSeconds(95))).isEmpty();
    assertThat(requests.find(1, CLIENT, NOON.plusSeconds(95))).contains(new SessionNumber(8));
  }
}
