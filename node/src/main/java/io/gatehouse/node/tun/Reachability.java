package io.gatehouse.node.tun;

/** Is told which inside addresses some SA leads to. */
interface Reachability {

  /** The first SA to the address comes. An exception keeps it from coming. */
  void gained(InnerAddress address);

  /** The last SA to the address has gone. */
  void lost(InnerAddress address);
}
