package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.util.Optional;

/** Which way a state's packets go (XFRMA_SA_DIR, one octet). */
public enum SaDirection {
  IN(1),
  OUT(2);

  private final int number;

  SaDirection(int number) {
    this.number = number;
  }

  void write(PayloadWriter to) {
    to.u8(number);
  }

  /** Nothing for a number that is no direction. */
  static Optional<SaDirection> read(PayloadReader from) {
    return switch (from.u8()) {
      case 1 -> Optional.of(IN);
      case 2 -> Optional.of(OUT);
      default -> Optional.empty();
    };
  }
}
