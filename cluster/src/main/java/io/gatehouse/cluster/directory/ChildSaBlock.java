package io.gatehouse.cluster.directory;

import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.message.TrafficSelector;

/** A CHILD SA, as {@code show crypto ikev2 session} has it. */
final class ChildSaBlock {

  /** Shown of each side: a client may ask for hundreds. */
  private static final int MOST_SELECTORS = 4;

  private final boolean detailed;

  ChildSaBlock(boolean detailed) {
    this.detailed = detailed;
  }

  void write(StringBuilder text, ChildSa childSa) {
    text.append("Child sa: local selector  %s\n".formatted(selector(childSa.local().getFirst())));
    childSa.local().stream()
        .limit(MOST_SELECTORS)
        .skip(1)
        .forEach(more -> line(text, "local selector  %s".formatted(selector(more))));
    childSa.remote().stream()
        .limit(MOST_SELECTORS)
        .forEach(remote -> line(text, "remote selector %s".formatted(selector(remote))));
    line(
        text, "ESP spi in/out: 0x%X/0x%X  ".formatted(childSa.inboundSpi(), childSa.outboundSpi()));
    if (detailed) {
      line(text, "AH spi in/out: 0x0/0x0  ");
      line(text, "CPI in/out: 0x0/0x0  ");
      line(text, AlgorithmNames.of(childSa.suite()));
      line(text, "ah_hmac: None, comp: IPCOMP_NONE, mode tunnel");
    }
  }

  private static String selector(TrafficSelector selector) {
    return "%s/%d - %s/%d"
        .formatted(
            selector.startAddress().getHostAddress(),
            selector.startPort(),
            selector.endAddress().getHostAddress(),
            selector.endPort());
  }

  private static void line(StringBuilder text, String line) {
    text.append("          ").append(line).append('\n');
  }
}
