package io.gatehouse.node.net;

import io.netty.channel.unix.IntegerUnixChannelOption;

/** Who reads the ESP that arrives on the NAT traversal port (RFC 3948). */
public enum EspReading {
  /** This process: ESP comes out of the socket beside IKE. */
  PROCESS(0),

  /**
   * The kernel takes ESP out of UDP for its own states, and the socket gives IKE only. It goes on
   * doing so while anybody holds the socket.
   */
  KERNEL(2);

  // linux/udp.h, and UDP_ENCAP_ESPINUDP for the kernel; the level is SOL_UDP.
  static final IntegerUnixChannelOption UDP_ENCAP =
      new IntegerUnixChannelOption("UDP_ENCAP", 17, 100);

  private final int encapsulation;

  EspReading(int encapsulation) {
    this.encapsulation = encapsulation;
  }

  /** The value of UDP_ENCAP. */
  int encapsulation() {
    return encapsulation;
  }
}
