package io.gatehouse.node.nftables;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The table as text for nft(8): the files beside this class, with the numbers that they name and
 * the members of their sets.
 */
final class Ruleset {

  static final String TABLE = "gatehouse";
  static final String KNOWN_SPIS = "known_spis";

  /** NFLOG group of the packets with SPIs that are not known; the file has the number too. */
  static final int LOG_GROUP = 4_500;

  private Ruleset() {}

  /**
   * @param knownSpis the first members of {@link #KNOWN_SPIS}
   */
  static String of(PacketFilterSettings settings, Collection<Integer> knownSpis) {
    StringBuilder text = new StringBuilder();
    define(text, settings);
    text.append(file("table.nft"));
    if (!settings.clientToClient()) {
      text.append(file("isolation.nft"));
    }
    if (!settings.clientsElsewhere()) {
      text.append(file("spoofing.nft"));
    }
    addElements(text, KNOWN_SPIS, knownSpis.stream().map("0x%08x"::formatted));
    addElements(text, "headend_v4", headend(settings, Inet4Address.class));
    addElements(text, "headend_v6", headend(settings, Inet6Address.class));
    addElements(text, "clients_v4", clients(settings, Inet4Address.class));
    addElements(text, "clients_v6", clients(settings, Inet6Address.class));
    return text.toString();
  }

  private static void define(StringBuilder text, PacketFilterSettings settings) {
    TunnelMtu mtu = TunnelMtu.within(settings.mtu(), settings.addresses());
    define(text, "nat_traversal_port", settings.natTraversalPort());
    define(text, "segment_v4", mtu.segmentOverIpv4());
    define(text, "segment_v6", mtu.segmentOverIpv6());
  }

  private static void define(StringBuilder text, String name, int value) {
    text.append("define %s = %d\n".formatted(name, value));
  }

  private static void addElements(StringBuilder text, String set, Stream<String> elements) {
    List<String> all = elements.toList();
    if (!all.isEmpty()) {
      text.append("add element inet %s %s { %s }\n".formatted(TABLE, set, String.join(", ", all)));
    }
  }

  private static Stream<String> headend(
      PacketFilterSettings settings, Class<? extends InetAddress> family) {
    return settings.addresses().stream().filter(family::isInstance).map(Ruleset::text);
  }

  private static Stream<String> clients(
      PacketFilterSettings settings, Class<? extends InetAddress> family) {
    return settings.clients().stream()
        .filter(network -> family.isInstance(network.address()))
        .map(network -> text(network.address()) + "/" + network.prefixLength());
  }

  /** Without the scope that a link-local address may have. */
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private static String file(String name) {
    try (InputStream file = Objects.requireNonNull(Ruleset.class.getResourceAsStream(name))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " is a part of this program", e);
    }
  }
}
