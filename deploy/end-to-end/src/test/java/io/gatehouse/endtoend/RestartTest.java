package io.gatehouse.endtoend;

import static io.gatehouse.endtoend.capture.DissectedMessage.CREATE_CHILD_SA;
import static io.gatehouse.endtoend.capture.DissectedMessage.INFORMATIONAL;
import static io.gatehouse.endtoend.capture.DissectedMessage.MESSAGE_ID_SYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.capture.DissectedMessage;
import io.gatehouse.endtoend.capture.Dissection;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.peer.AnyConnectClient;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The headend's process ends and is started again; nobody who was connected notices. */
class RestartTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(2);

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CBC = "aes256-sha256-ecp256";

  /** A headend spreads the rekeying of the sessions that it found over two minutes. */
  private static final Duration REKEY_LIMIT = Duration.ofSeconds(150);

  @BeforeEach
  void onlyGatehouseStoresItsSessions() {
    assumeThat(LABORATORY.scene().headend()).isInstanceOf(GatehouseHeadend.class);
  }

  @Test
  void sessionsSurviveThatTheProcessIsKilled() {
    try (ConnectedPair pair = ConnectedPair.connect(LABORATORY.scene())) {
      scene().headend().kill9();
      scene().headend().restart();
      pair.assertGoesOn();
    }
  }

  @Test
  void sessionsSurviveThatTheProcessIsStopped() {
    try (ConnectedPair pair = ConnectedPair.connect(LABORATORY.scene())) {
      scene().headend().restart();
      pair.assertGoesOn();
    }
  }

  /** With an AEAD cipher strongSwan could not answer. */
  @Test
  void aHeadendThatWasKilledAsksItsClientsWhichMessageIdsAreNext() {
    Connection connection = scene().site().withEap(Site.ALICE).withIkeProposal(CBC);
    try (ObservedClient strongSwan = ObservedClient.on(scene(), 1, connection)) {
      strongSwan.connectAndUseTunnel();
      Optional<String> number = strongSwan.client().ikeNumber();
      scene().headend().kill9();
      scene().headend().restart();
      await().atMost(LIMIT).until(() -> strongSwan.client().log().contains("requested MID sync"));
      strongSwan.assertTunnelWorks();
      assertThat(strongSwan.client().ikeNumber()).isEqualTo(number);
      strongSwan.client().disconnect();

      assertThat(synchronizations(strongSwan.dissect()))
          .extracting(DissectedMessage::response)
          .contains(false, true);
    }
  }

  private static List<DissectedMessage> synchronizations(Dissection dissection) {
    return dissection
        .exchange(INFORMATIONAL)
        .filter(message -> message.messageId() == 0)
        .filter(message -> message.notifications().contains(MESSAGE_ID_SYNC))
        .toList();
  }

  /** Its sequence numbers are unused ones, but the keys are old: it asks for new ones soon. */
  @Test
  void aHeadendThatWasKilledTwiceRekeysWhatItFound() {
    try (ConnectedPair pair = ConnectedPair.connect(LABORATORY.scene())) {
      scene().headend().kill9();
      scene().headend().restart();
      scene().headend().kill9();
      scene().headend().restart();
      Optional<String> spi = pair.strongSwan().client().childSpi();
      pair.assertGoesOn();
      await()
          .atMost(REKEY_LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> !pair.strongSwan().client().childSpi().equals(spi));
      await().atMost(REKEY_LIMIT).until(() -> pair.anyConnect().client().wasRekeyedByHeadend());
      pair.assertGoesOn();
      pair.strongSwan().client().disconnect();
      assertThat(
              pair.strongSwan()
                  .dissect()
                  .exchange(CREATE_CHILD_SA)
                  .filter(message -> !message.response()))
          .isNotEmpty();
      assertThat(pair.anyConnect().dissect().exchange(CREATE_CHILD_SA)).isNotEmpty();
    }
  }

  @Test
  void anAnyConnectUserLogsInAgainWhenTheProcessWasKilledMeanwhile() {
    CompletableFuture<Command.Outcome> login = duringWhich(RestartTest::tryAnyConnect);
    assertThat(login.join().succeeded()).isFalse();
    try (ObservedAnyConnect again =
        ObservedAnyConnect.connect(scene(), 2, Site.BOB, List.of(Site.BOB.password()))) {
      again.assertTunnelWorks();
      again.dissect();
    }
  }

  @Test
  void anEapUserLogsInAgainWhenTheProcessWasKilledMeanwhile() {
    try (ObservedClient observed = ObservedClient.on(scene(), scene().site().withEap(Site.ALICE))) {
      StrongSwanClient client = observed.client();
      CompletableFuture<Command.Outcome> login = duringWhich(client::tryToConnect);
      client.kill9();
      login.join();
    }
    try (ObservedClient again = ObservedClient.on(scene(), scene().site().withEap(Site.ALICE))) {
      again.connectAndUseTunnel();
      again.client().disconnect();
      again.dissect();
    }
  }

  /** Kills the headend while it waits for RADIUS on behalf of somebody who logs in. */
  private static CompletableFuture<Command.Outcome> duringWhich(Supplier<Command.Outcome> attempt) {
    scene().radius().fallSilent();
    CompletableFuture<Command.Outcome> login;
    try {
      login = CompletableFuture.supplyAsync(attempt);
      await().atMost(LIMIT).until(() -> scene().radius().hasUnreadRequests());
      scene().headend().kill9();
    } finally {
      scene().radius().speakAgain();
    }
    scene().headend().restart();
    return login;
  }

  private static Command.Outcome tryAnyConnect() {
    return AnyConnectClient.tryToConnect(
        scene().client(2),
        scene().authorityFile(),
        Site.BOB.name(),
        List.of(Site.BOB.password()),
        "--retransmit-after",
        "500",
        "--tries",
        "4");
  }

  private static Scene scene() {
    return LABORATORY.scene();
  }
}
