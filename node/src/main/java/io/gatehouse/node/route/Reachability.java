package io.gatehouse.node.route;

import java.net.InetAddress;

/** Is told which inside addresses some SA leads to. */
public interface Reachability {

  /** The first SA to the address comes. An exception keeps it from coming. */
  void gained(InetAddress address);

  /** The last SA to the address has gone. */
  void lost(InetAddress address);
}
