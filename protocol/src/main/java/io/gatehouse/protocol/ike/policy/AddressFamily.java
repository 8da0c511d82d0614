package io.gatehouse.protocol.ike.policy;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Of an address inside the tunnel: a client has at most one of each. */
public enum AddressFamily {
  IPV4,
  IPV6;

  public static AddressFamily of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }
}
