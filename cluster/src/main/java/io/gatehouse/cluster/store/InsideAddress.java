package io.gatehouse.cluster.store;

import io.gatehouse.protocol.ike.policy.AddressFamily;
import java.net.InetAddress;

/**
 * A client's address inside the tunnel, and the pool it came from.
 *
 * @param pool at most {@link SearchColumns#MAX_NAME} characters
 */
public record InsideAddress(String pool, InetAddress address) {

  /**
   * @throws IllegalArgumentException when the pool's name is too long or holds a NUL
   */
  public InsideAddress {
    SearchColumns.requireStorable("pool name", pool, SearchColumns.MAX_NAME);
  }

  AddressFamily family() {
    return AddressFamily.of(address);
  }

  @Override
  public String toString() {
    return address.getHostAddress() + " of pool " + pool;
  }
}
