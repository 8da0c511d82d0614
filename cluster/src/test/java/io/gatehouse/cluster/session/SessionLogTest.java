package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.ClientCertificate;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SessionLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.gatehouse.session");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(ch.qos.logback.classic.Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void aConnectionIsOneLineForTheOperator() {
    PskClient client = new PskClient("alice");
    SessionLog.write(
        new SessionEvent.Connected(
            "A1",
            participants("alice"),
            client.path(),
            List.of(InetAddress.ofLiteral("10.0.0.9"), InetAddress.ofLiteral("2001:db8::9"))));

    assertThat(lines.list.getFirst().getFormattedMessage())
        .isEqualTo(
            "session A1 connected: user alice (alice.example.com) profile STAFF from 198.51.100.7:"
                + client.path().remote().getPort()
                + " inside 10.0.0.9 2001:db8:0:0:0:0:0:9");
  }

  @Test
  void theClientsCertificateIsNamed() {
    Participants without = participants("alice");
    SessionLog.write(
        new SessionEvent.Connected(
            "A1",
            new Participants(
                without.profile(),
                without.client(),
                without.headend(),
                without.userName(),
                AuthorizationRequest.Method.ANYCONNECT_EAP,
                without.localMethod(),
                Optional.of(
                    new ClientCertificate("CN=laptop-07,O=Example", "CN=Authority", "1F", false))),
            new PskClient("alice").path(),
            List.of()));

    assertThat(lines.list.getFirst().getFormattedMessage())
        .startsWith(
            "session A1 connected: user alice (alice.example.com)"
                + " certificate CN=laptop-07,O=Example serial 1F profile STAFF from ");
  }

  @Test
  void whatAClientCallsItselfCannotForgeALine() {
    String hostile = "eve\r\n2026-01-01 INFO all is well\u2028\u0000" + "x".repeat(5_000);
    SessionLog.write(
        new SessionEvent.Connected(
            "A1", participants(hostile), new PskClient("eve").path(), List.of()));
    SessionLog.write(new SessionEvent.Refused(new PskClient("eve").path(), hostile));
    SessionLog.write(new SessionEvent.Noted("A1", hostile));

    assertThat(lines.list)
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line.getFormattedMessage())
                    .hasSizeLessThan(1_000)
                    .doesNotContain("\r", "\n", "\u2028", "\u0000"));
  }

  private static Participants participants(String user) {
    return new Participants(
        "STAFF",
        PskPolicy.fqdn("alice.example.com"),
        PskPolicy.fqdn("vpn.example.net"),
        user,
        AuthorizationRequest.Method.PSK,
        "PSK");
  }
}
