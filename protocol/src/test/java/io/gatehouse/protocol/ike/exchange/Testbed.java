package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;

/** A headend and a client, and the messages between them. */
final class Testbed {

  final Headend headend;
  final ScriptedClient client = new ScriptedClient();

  Testbed(ResponderPolicy policy) {
    headend = new Headend(policy);
  }

  /** After IKE_SA_INIT. */
  static Testbed agreed(ResponderPolicy policy, Payload... more) {
    Testbed testbed = new Testbed(policy);
    testbed.client.agreed(testbed.sentInTheClear(testbed.client.initial(more)));
    return testbed;
  }

  /** With an address and a CHILD SA, by pre-shared key. */
  static Testbed established() {
    return established(Policies.psk());
  }

  static Testbed established(ResponderPolicy policy) {
    return established(policy, Headend.authorization("alice"));
  }

  static Testbed established(ResponderPolicy policy, Authorization granted, Payload... initial) {
    Testbed testbed = agreed(policy, initial);
    testbed.send(ExchangeType.IKE_AUTH, testbed.preShared(Wishes.address()));
    testbed.headend.authorize(granted).lease();
    return testbed;
  }

  /** The first IKE_AUTH request's payloads. */
  static List<Payload> admission(Identification identity, Payload... more) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(new Payload.IdentificationInitiator(identity));
    payloads.addAll(List.of(more));
    payloads.addAll(List.of(Wishes.firstEsp(), Wishes.anyInitiator(), Wishes.anyResponder()));
    return payloads;
  }

  List<Payload> preShared(Payload... more) {
    List<Payload> payloads =
        admission(Policies.ALICE, client.sharedKey(Policies.ALICE, Policies.PSK));
    payloads.addAll(List.of(more));
    return payloads;
  }

  Octets sentInTheClear(Octets datagram) {
    return headend.receive(datagram).only(Decision.Transmit.class).datagrams().getFirst();
  }

  /** Sends the client's next request. */
  Headend send(ExchangeType exchange, List<Payload> payloads) {
    return headend.receive(client.request(exchange, payloads));
  }

  Headend send(ExchangeType exchange, Payload... payloads) {
    return send(exchange, List.of(payloads));
  }

  /** Sends the client's next request, and reads the response to it. */
  IkeMessage exchange(ExchangeType exchange, Payload... payloads) {
    return exchange(exchange, List.of(payloads));
  }

  IkeMessage exchange(ExchangeType exchange, List<Payload> payloads) {
    send(exchange, payloads);
    return answer();
  }

  /** The one message that the headend has just sent. */
  IkeMessage answer() {
    return client.open(datagrams());
  }

  List<Octets> datagrams() {
    return headend.only(Decision.Transmit.class).datagrams();
  }

  /** The headend's own request, among what it has just sent. */
  IkeMessage ownRequest() {
    return headend.all(Decision.Transmit.class).stream()
        .map(transmit -> client.open(transmit.datagrams()))
        .filter(message -> !message.header().response())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no own request in " + headend.decisions()));
  }

  boolean hasOwnRequest() {
    return headend.all(Decision.Transmit.class).stream()
        .anyMatch(
            transmit ->
                !ScriptedClient.inTheClear(transmit.datagrams().getFirst()).header().response());
  }

  /** Answers the headend's own request. */
  Headend answer(IkeMessage request, Payload... payloads) {
    return headend.receive(client.response(request, payloads));
  }

  static boolean refuses(IkeMessage message, NotifyType reason) {
    return message.payloads().size() == 1 && message.notify(reason).isPresent();
  }

  ChildSa childSa(int index) {
    return headend.established().childSas().get(index);
  }
}
