package io.gatehouse.node.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The answers to requests that were sent together. */
final class NetlinkAnswers {

  private final int first;
  private final List<Acknowledgement> answers = new ArrayList<>();

  /** Those that are expected and have not come. */
  private int awaited;

  /**
   * @param first sequence number of the first request
   * @param lastOnly whether of those that succeed only the last is answered
   */
  NetlinkAnswers(List<NetlinkRequest> requests, int first, boolean lastOnly) {
    this.first = first;
    for (int i = 0; i < requests.size(); i++) {
      boolean expected =
          requests.get(i).wantsAcknowledgement() && (!lastOnly || i == requests.size() - 1);
      answers.add(expected ? Acknowledgement.NONE : Acknowledgement.SUCCESS);
      awaited += expected ? 1 : 0;
    }
  }

  void read(ByteBuffer datagram) {
    for (NetlinkMessage message : NetlinkMessage.split(datagram)) {
      int index = message.sequence() - first;
      if (message.type() == NetlinkMessage.NLMSG_ERROR && index >= 0 && index < answers.size()) {
        Acknowledgement before = answers.set(index, Acknowledgement.read(message));
        awaited -= before.equals(Acknowledgement.NONE) ? 1 : 0;
      }
    }
  }

  /** Whether all have come that are expected. */
  boolean areComplete() {
    return awaited == 0;
  }

  List<Acknowledgement> all() {
    return answers;
  }
}
