package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Attributes (struct nlattr) in the order in which they came. */
public final class Attributes {

  /** Without the flags NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
  private static final int TYPE_MASK = 0x3FFF;

  private record Attribute(int type, PayloadReader value) {}

  private final String what;
  private final List<Attribute> attributes;

  private Attributes(String what, List<Attribute> attributes) {
    this.what = what;
    this.attributes = attributes;
  }

  static Attributes read(String what, PayloadReader from) {
    List<Attribute> attributes = new ArrayList<>();
    while (from.remaining() >= PayloadWriter.ATTRIBUTE_HEADER) {
      int length = from.u16();
      int type = from.u16() & TYPE_MASK;
      if (length < PayloadWriter.ATTRIBUTE_HEADER) {
        throw new Malformed(what + ": attribute " + type + " of " + length + " octets");
      }
      attributes.add(
          new Attribute(
              type,
              from.part(what + ", attribute " + type, length - PayloadWriter.ATTRIBUTE_HEADER)));
      from.align(PayloadWriter.ALIGNMENT);
    }
    return new Attributes(what, attributes);
  }

  /** The first of this type. */
  public Optional<PayloadReader> find(int type) {
    return all(type).findFirst();
  }

  /** All of this type. */
  public Stream<PayloadReader> all(int type) {
    return attributes.stream()
        .filter(attribute -> attribute.type == type)
        .map(attribute -> attribute.value.again());
  }

  /**
   * The first of this type.
   *
   * @throws Malformed when there is none
   */
  public PayloadReader require(int type) {
    return find(type)
        .orElseThrow(() -> new Malformed(what + ": attribute " + type + " is missing"));
  }
}
