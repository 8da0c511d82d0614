package io.gatehouse.node.xfrm;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the kernel asks of packets: an ESP state for those that {@code selector} means (struct
 * xfrm_userpolicy_info, action allow).
 *
 * @param priority of policies that mean the same packet the one with the lowest number counts
 */
public record XfrmPolicy(
    PolicyDirection direction,
    XfrmSelector selector,
    int priority,
    XfrmTemplate template,
    Optional<Mark> mark,
    OptionalInt interfaceId) {

  /** For packets of any mark and interface. */
  public static XfrmPolicy of(
      PolicyDirection direction, XfrmSelector selector, int priority, XfrmTemplate template) {
    return new XfrmPolicy(
        direction, selector, priority, template, Optional.empty(), OptionalInt.empty());
  }

  public XfrmPolicy withPriority(int newPriority) {
    return new XfrmPolicy(direction, selector, newPriority, template, mark, interfaceId);
  }

  /** What names a policy in the kernel: there is one for each, or none. */
  public record Key(
      PolicyDirection direction,
      XfrmSelector selector,
      Optional<Mark> mark,
      OptionalInt interfaceId) {}

  public Key key() {
    return new Key(direction, selector, mark, interfaceId);
  }
}
