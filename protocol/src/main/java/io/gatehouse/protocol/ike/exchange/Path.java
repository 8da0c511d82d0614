package io.gatehouse.protocol.ike.exchange;

import java.net.InetSocketAddress;

/**
 * The two ends of a datagram, seen from the headend. Both addresses are resolved.
 *
 * @param headend the name of the machine that the datagram came to, and its answer leaves from: the
 *     headend may be a cluster behind one address. Empty when it is not known, which is the name of
 *     no machine.
 */
public record Path(InetSocketAddress local, InetSocketAddress remote, String headend) {

  /** Whether the other path ends at the same machine, which must be a known one. */
  boolean isOnMachineOf(Path other) {
    return !headend.isEmpty() && headend.equals(other.headend);
  }
}
