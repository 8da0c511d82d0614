package io.gatehouse.node;

/** What a process may do without being root: capabilities(7), linux/capability.h. */
enum Capability {
  CAP_NET_BIND_SERVICE(10),
  CAP_NET_ADMIN(12);

  private final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  /**
   * @param effective a set of them, as CapEff in proc_pid_status(5)
   */
  boolean isIn(long effective) {
    return (effective >>> bit & 1) == 1;
  }
}
