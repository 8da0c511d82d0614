package io.gatehouse.endtoend.headend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.peer.FreeRadius;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Gatehouse's configuration for the laboratory: the machine's, the policy, and certificates. */
final class GatehouseFiles {
  private GatehouseFiles() {}

  /** Writes everything, and returns the machine's file, which names the others. */
  static Path write(Path parent, Site site, HeadendSettings settings) {
    return write(parent, site, settings, "gatehouse.conf", Map.of());
  }

  /**
   * Likewise, for another machine than the laboratory's one headend.
   *
   * @param machine which template its file is made from
   * @param places what differs from the headend, and what only this template has
   */
  static Path write(
      Path parent,
      Site site,
      HeadendSettings settings,
      String machine,
      Map<String, String> places) {
    try {
      Path directory = Files.createDirectories(parent.resolve("gatehouse"));
      writePki(directory.resolve("pki"), site);
      Map<String, String> values = new HashMap<>(values(directory, settings));
      values.putAll(places);
      Files.writeString(directory.resolve("policy.cfg"), filled("policy.cfg", values));
      return Files.writeString(directory.resolve("gatehouse.conf"), filled(machine, values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writePki(Path pki, Site site) {
    site.authority().writeCertificate(pki.resolve("ca.pem"));
    site.authority().writeRevocationList(pki.resolve("crl.pem"), site.revokedClient());
    writeServer(pki, "rsa", site.server());
    writeServer(pki, "ecdsa", site.ecdsaServer());
    writeServer(pki, "large", site.largeServer());
  }

  private static void writeServer(Path pki, String name, Identity server) {
    server.writeCertificate(pki.resolve(name + ".pem"));
    server.writePrivateKey(pki.resolve(name + ".key"));
  }

  private static Map<String, String> values(Path directory, HeadendSettings settings) {
    return Map.ofEntries(
        Map.entry("DIRECTORY", directory.toString()),
        Map.entry("CONSOLE", console(directory).toString()),
        Map.entry("OUTSIDE_ADDRESSES", outsideAddresses(settings)),
        Map.entry("RADIUS_ADDRESS", Addresses.INSIDE_HOST),
        Map.entry("RADIUS_SECRET", FreeRadius.SHARED_SECRET),
        Map.entry("POOL_FIRST", Addresses.POOL_FIRST),
        Map.entry("POOL_LAST", Addresses.POOL_LAST),
        Map.entry("IPV6_POOL", settings.ipv6() ? ipv6Pool() : "!"),
        Map.entry("IPV6_POLICY", settings.ipv6() ? ipv6Policy() : "!"),
        Map.entry("DNS_SERVER", Site.DNS_SERVER),
        Map.entry("PRE_SHARED_KEY", Site.PRE_SHARED_KEY),
        Map.entry("DATA_PLANE", System.getProperty(GatehouseHeadend.DATA_PLANE_PROPERTY, "tun")),
        Map.entry("ACCOUNTING", settings.accounting() ? "start-stop group FREERADIUS" : "none"),
        Map.entry("COOKIE_THRESHOLD", Integer.toString(settings.cookieThreshold())));
  }

  /** The path of a socket must be short, wherever the checkout is. */
  private static Path console(Path directory) {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "gatehouse-console-" + Integer.toHexString(directory.toAbsolutePath().hashCode()));
  }

  private static String outsideAddresses(HeadendSettings settings) {
    String address = '"' + Addresses.HEADEND_OUTSIDE + '"';
    return settings.ipv6() ? address + ", \"" + Addresses.HEADEND_OUTSIDE_IPV6 + '"' : address;
  }

  private static String ipv6Pool() {
    return "ipv6 local pool REMOTE " + Addresses.POOL_NETWORK_IPV6 + " 128";
  }

  private static String ipv6Policy() {
    return " ipv6 pool REMOTE\n ipv6 dns %s\n route set remote ipv6 %s"
        .formatted(Site.DNS_SERVER_IPV6, Addresses.INSIDE_NETWORK_IPV6);
  }

  private static String filled(String template, Map<String, String> values) throws IOException {
    try (InputStream resource = GatehouseFiles.class.getResourceAsStream(template)) {
      if (resource == null) {
        throw new FileNotFoundException(template);
      }
      String text = new String(resource.readAllBytes(), UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      return text;
    }
  }
}
