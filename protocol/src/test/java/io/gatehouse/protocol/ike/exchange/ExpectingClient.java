package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A client that keeps to its window of one: it answers the request that it expects, repeats its
 * last answer to the one before, and drops all others (RFC 7296 sections 2.1 to 2.3).
 */
final class ExpectingClient {

  private final Testbed testbed;
  private int expected;

  ExpectingClient(Testbed testbed) {
    this.testbed = testbed;
  }

  int expected() {
    return expected;
  }

  /** What the headend has just sent, in order. */
  void receiveAll() {
    receive(_ -> true);
  }

  /** The same, less what is lost on the way, in both directions. */
  void receive(Predicate<Octets> arrives) {
    List<Octets> answers = new ArrayList<>();
    sent().stream()
        .filter(arrives)
        .forEach(datagram -> answer(testbed.client.open(List.of(datagram)), answers));
    answers.stream().filter(arrives).forEach(testbed.headend::receive);
  }

  /**
   * What the headend has just sent, in any order, as several threads take it; and what it sends
   * upon the answers, until it sends nothing more. No time passes.
   */
  void receiveInAnyOrder(Random random) {
    List<Octets> arriving = sent();
    while (!arriving.isEmpty()) {
      Collections.shuffle(arriving, random);
      List<Octets> answers = new ArrayList<>();
      arriving.forEach(datagram -> answer(testbed.client.open(List.of(datagram)), answers));
      arriving = new ArrayList<>();
      for (Octets answer : answers) {
        testbed.headend.receive(answer);
        arriving.addAll(sent());
      }
    }
  }

  private List<Octets> sent() {
    return testbed.headend.all(Decision.Transmit.class).stream()
        .flatMap(transmit -> transmit.datagrams().stream())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Until the headend's request is answered. */
  void receiveAgain() {
    while (testbed.headend.established().outstanding().isPresent()) {
      testbed.headend.wake();
      receiveAll();
    }
  }

  private void answer(IkeMessage request, List<Octets> answers) {
    int id = request.header().messageId();
    if (id == expected || id == expected - 1) {
      answers.add(testbed.client.response(request));
      expected = Math.max(expected, id + 1);
    }
  }
}
