package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.ChildKeys;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The headend rekeys a CHILD SA. */
class ChildSaRekeyTest {

  private static final int NEW_SPI = 0x0c000002;

  private final Testbed testbed = Testbed.established();
  private final int inboundSpi = testbed.childSa(0).inboundSpi();

  private IkeMessage rekeyRequest(Testbed at) {
    at.headend.give(new Input.RekeyDue(at.childSa(0).inboundSpi()));
    return at.ownRequest();
  }

  private IkeMessage rekeyRequest() {
    return rekeyRequest(testbed);
  }

  private Payload[] acceptance(IkeMessage request) {
    return ChildSaRekeyAnswer.to(request, NEW_SPI, testbed.client.nonce(), testbed.client);
  }

  private SessionEvent.Cause cause() {
    return testbed.headend.event(SessionEvent.Disconnected.class).orElseThrow().cause();
  }

  @Test
  @DisplayName("the headend rekeys a CHILD SA before its time is over, and deletes the old one")
  void rekeys() {
    testbed.headend.later(Policies.CHILD_LIFETIME.multipliedBy(9).dividedBy(10));
    testbed.headend.give(new Input.DeadlineReached(testbed.headend.now()));
    IkeMessage request = testbed.ownRequest();
    assertThat(request.header().is(ExchangeType.CREATE_CHILD_SA)).isTrue();
    assertThat(request.payloads()).contains(Wishes.rekey(inboundSpi));
    assertThat(request.first(Payload.TrafficSelectorsInitiator.class).orElseThrow().selectors())
        .containsExactly(TrafficSelectors.any4());

    testbed.answer(request, acceptance(request));

    Decision.Install install = testbed.headend.only(Decision.Install.class);
    assertThat(install.childSa().outboundSpi()).isEqualTo(NEW_SPI);
    assertThat(install.childSa().inboundSpi()).isEqualTo(Headend.MINT.espSpi(2));
    IkeMessage delete = testbed.ownRequest();
    assertThat(delete.payloads()).containsExactly(Wishes.delete(inboundSpi));
    testbed.answer(delete, Wishes.delete(Wishes.FIRST_SPI));
    assertThat(testbed.headend.only(Decision.Remove.class).inboundSpi()).isEqualTo(inboundSpi);
    assertThat(testbed.headend.established().childSas()).containsExactly(install.childSa());
  }

  @Test
  @DisplayName("the keys of a CHILD SA that the headend rekeyed are those of an initiator")
  void initiatorKeys() {
    IkeMessage request = rekeyRequest();
    Octets nonce = testbed.client.nonce();

    testbed.answer(request, ChildSaRekeyAnswer.to(request, NEW_SPI, nonce, testbed.client));

    ChildSa childSa = testbed.headend.only(Decision.Install.class).childSa();
    ChildKeys keys =
        KeyDerivation.child(
            childSa.suite(),
            testbed.client.ikeSa().suite().prf(),
            testbed.client.ikeSa().keys().skD(),
            Optional.empty(),
            request.first(Payload.Nonce.class).orElseThrow().data(),
            nonce);
    assertThat(childSa.outboundKey()).isEqualTo(keys.encryptionInitiator());
    assertThat(childSa.inboundKey()).isEqualTo(keys.encryptionResponder());
  }

  @Test
  @DisplayName(
      "a CHILD SA that nears a limit of numbers or octets is rekeyed at once; another is not")
  void nearsALimit() {
    assertThat(testbed.headend.give(new Input.RekeyDue(0x20000777)).decisions()).isEmpty();

    assertThat(rekeyRequest().payloads()).contains(Wishes.rekey(inboundSpi));
    assertThat(testbed.headend.give(new Input.RekeyDue(inboundSpi)).decisions()).isEmpty();
  }

  @Test
  @DisplayName("of its octets, 50 to 75 % may go before the rekey, and so with its successor")
  void octets() {
    IkeMessage request = rekeyRequest();
    testbed.answer(
        request, ChildSaRekeyAnswer.to(request, NEW_SPI, testbed.client.nonce(), testbed.client));

    assertThat(testbed.headend.established().childSas())
        .hasSize(2)
        .allSatisfy(
            childSa -> {
              VolumeLifetime volume = childSa.volume().orElseThrow();
              assertThat(volume.hardOctets()).isEqualTo(Policies.CHILD_OCTETS);
              assertThat(volume.softOctets())
                  .isBetween(Policies.CHILD_OCTETS / 2, Policies.CHILD_OCTETS * 3 / 4);
            });
  }

  @Test
  @DisplayName("a CHILD SA that has expired is deleted, another is not")
  void expired() {
    assertThat(testbed.headend.give(new Input.Expired(0x20000777)).decisions()).isEmpty();

    testbed.headend.give(new Input.Expired(inboundSpi));
    IkeMessage delete = testbed.ownRequest();
    assertThat(delete.payloads()).containsExactly(Wishes.delete(inboundSpi));
    testbed.answer(delete, Wishes.delete(Wishes.FIRST_SPI));

    assertThat(testbed.headend.only(Decision.Remove.class).inboundSpi()).isEqualTo(inboundSpi);
    assertThat(testbed.headend.established().childSas()).isEmpty();
  }

  @Test
  @DisplayName("a CHILD SA that expires while it is rekeyed has a successor all the same")
  void expiredWhileRekeyed() {
    IkeMessage request = rekeyRequest();
    assertThat(testbed.headend.give(new Input.Expired(inboundSpi)).decisions()).isEmpty();

    testbed.answer(
        request, ChildSaRekeyAnswer.to(request, NEW_SPI, testbed.client.nonce(), testbed.client));

    assertThat(testbed.headend.only(Decision.Install.class).childSa().outboundSpi())
        .isEqualTo(NEW_SPI);
    assertThat(testbed.ownRequest().payloads()).containsExactly(Wishes.delete(inboundSpi));
  }

  @Test
  @DisplayName("a rekey waits for the headend's request that is on its way")
  void waitsForTheWindow() {
    testbed.headend.wake();
    IkeMessage question = testbed.ownRequest();
    assertThat(testbed.headend.give(new Input.RekeyDue(inboundSpi)).decisions()).isEmpty();

    testbed.answer(question);

    assertThat(testbed.ownRequest().payloads()).contains(Wishes.rekey(inboundSpi));
  }

  @Test
  @DisplayName("TEMPORARY_FAILURE: the rekey is tried again later, the old CHILD SA stays")
  void temporaryFailure() {
    IkeMessage request = rekeyRequest();

    testbed.answer(request, Wishes.notify(NotifyType.TEMPORARY_FAILURE));

    assertThat(testbed.headend.decisions()).isEmpty();
    assertThat(testbed.childSa(0).stage()).isEqualTo(ChildSa.Stage.INSTALLED);
    testbed.headend.wake();
    assertThat(testbed.headend.now()).isEqualTo(Headend.START.plusSeconds(30));
    assertThat(testbed.ownRequest().payloads()).contains(Wishes.rekey(inboundSpi));
  }

  @Test
  @DisplayName("CHILD_SA_NOT_FOUND: the old CHILD SA is removed")
  void notFound() {
    IkeMessage request = rekeyRequest();

    testbed.answer(request, Wishes.notify(NotifyType.CHILD_SA_NOT_FOUND));

    assertThat(testbed.headend.only(Decision.Remove.class).inboundSpi()).isEqualTo(inboundSpi);
    assertThat(testbed.headend.established().childSas()).isEmpty();
  }

  @Test
  @DisplayName("an answer that cannot be used: what it made is deleted, the old CHILD SA stays")
  void rubbish() {
    IkeMessage request = rekeyRequest();

    testbed.answer(
        request, Wishes.esp(NEW_SPI, Policies.ESP_PFS), new Payload.Nonce(testbed.client.nonce()));

    assertThat(testbed.ownRequest().payloads())
        .containsExactly(Wishes.delete(Headend.MINT.espSpi(2)));
    assertThat(testbed.childSa(0).stage()).isEqualTo(ChildSa.Stage.INSTALLED);
  }

  @Test
  @DisplayName("an answer with wider selectors than the old CHILD SA's is not used")
  void widerSelectors() {
    IkeMessage request = rekeyRequest();
    Payload[] answer = acceptance(request);
    answer[answer.length - 1] = Wishes.anyResponder();

    testbed.answer(request, answer);

    assertThat(testbed.headend.all(Decision.Install.class)).isEmpty();
  }

  @Test
  @DisplayName("INVALID_SYNTAX from the client ends the session on both sides")
  void invalidSyntax() {
    IkeMessage request = rekeyRequest();

    testbed.answer(request, Wishes.notify(NotifyType.INVALID_SYNTAX));

    assertThat(testbed.headend.state()).isEqualTo(new SessionState.Closed());
    assertThat(cause()).isEqualTo(SessionEvent.Cause.PROTOCOL_ERROR);
  }

  @Test
  @DisplayName("a client that does not answer a rekey is given up")
  void silentRekey() {
    rekeyRequest();
    while (testbed.headend.isEstablished()) {
      testbed.headend.wake();
    }

    assertThat(cause()).isEqualTo(SessionEvent.Cause.LOST);
    assertThat(testbed.headend.now()).isBefore(Headend.START.plus(Duration.ofMinutes(2)));
  }

  @Test
  @DisplayName("the headend rekeys with PFS where the profile wants it")
  void perfectForwardSecrecy() {
    Testbed pfs = Testbed.established(Policies.with(Policies.psk(), Policies.ESP_PFS));
    IkeMessage request = rekeyRequest(pfs);
    assertThat(request.first(Payload.KeyExchange.class)).isPresent();

    pfs.answer(request, ChildSaRekeyAnswer.to(request, NEW_SPI, pfs.client.nonce(), pfs.client));

    assertThat(pfs.headend.only(Decision.Install.class).childSa().suite().keyExchange())
        .isPresent();
  }
}
