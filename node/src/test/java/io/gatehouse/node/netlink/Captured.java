package io.gatehouse.node.netlink;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Octets that were captured on a little-endian machine: elsewhere the test is skipped. */
public final class Captured {

  private Captured() {}

  /**
   * @param hex with blanks wherever they help
   */
  public static ByteBuffer octets(String hex) {
    assumeThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
  }
}
