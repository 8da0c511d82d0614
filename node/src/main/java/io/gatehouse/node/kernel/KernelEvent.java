package io.gatehouse.node.kernel;

/** What happens in the kernel, counted. */
public enum KernelEvent {
  /** A packet to a client met a policy whose state is not there. */
  STATE_MISSING,
  /** A client's packet came along another path. */
  PATH_CHANGED,
  /** An SA came to its soft limit of numbers or octets. */
  REKEY_DUE,
  /** So many packets have come that it is stored how far an SA has received. */
  MANY_RECEIVED,
  /** An SA came to the end of its numbers, its octets or its time. */
  EXPIRED,
  /** A state or policy that somebody else had changed or removed was put right. */
  REPAIRED,
  /** What the kernel had to tell was more than could wait. */
  EVENTS_LOST
}
