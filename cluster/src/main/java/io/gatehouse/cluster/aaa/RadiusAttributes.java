package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.octets.Octets;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The attributes of a reply, in the order in which they came. */
public record RadiusAttributes(List<RadiusAttribute> list) {

  public RadiusAttributes {
    list = List.copyOf(list);
  }

  public static RadiusAttributes of(RadiusAttribute... attributes) {
    return new RadiusAttributes(List.of(attributes));
  }

  public Stream<Octets> all(AttributeType type) {
    return list.stream()
        .filter(attribute -> attribute.type() == type)
        .map(RadiusAttribute::value)
        .filter(value -> !value.isEmpty());
  }

  public Optional<Octets> first(AttributeType type) {
    return all(type).findFirst();
  }

  /** All values of {@code type} as one, which is how EAP-Message is read (RFC 3579 section 3.1). */
  public Optional<Octets> joined(AttributeType type) {
    Octets joined = Octets.concat(all(type).toList());
    return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
  }

  public Optional<String> text(AttributeType type) {
    return first(type).map(Octets::utf8);
  }

  /** An unsigned number of 32 bits. */
  public Optional<Long> integer(AttributeType type) {
    return first(type)
        .filter(value -> value.length() == Integer.BYTES)
        .map(value -> Integer.toUnsignedLong(value.buffer().getInt()));
  }

  public Optional<InetAddress> ipv4(AttributeType type) {
    return first(type).filter(value -> value.length() == 4).map(RadiusAttributes::address);
  }

  /** All addresses of 16 octets, without those that are IPv4 addresses in disguise. */
  public Stream<InetAddress> ipv6(AttributeType type) {
    return all(type)
        .filter(value -> value.length() == 16)
        .map(RadiusAttributes::address)
        .filter(Inet6Address.class::isInstance);
  }

  private static InetAddress address(Octets value) {
    try {
      return InetAddress.getByAddress(value.toArray());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }
}
