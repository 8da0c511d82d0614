package io.gatehouse.endtoend.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a laboratory needs of the machine that it is built on. */
public final class Prerequisites {
  private static final List<String> PROGRAMS =
      List.of(
          "/usr/sbin/ip",
          "/usr/sbin/sysctl",
          "/usr/bin/unshare",
          "/usr/bin/ping",
          "/usr/bin/curl",
          "/usr/bin/iperf3",
          "/usr/bin/tcpdump",
          "/usr/bin/tshark",
          "/usr/sbin/freeradius",
          "/usr/sbin/charon-systemd",
          "/usr/sbin/swanctl",
          "/usr/sbin/nft",
          "/usr/sbin/bird",
          "/usr/lib/postgresql",
          "/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so",
          "/usr/lib/ipsec/plugins/libstrongswan-eap-mschapv2.so");

  private Prerequisites() {}

  /** The first thing that is missing, if anything is. */
  public static Optional<String> missing() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("not root: network namespaces and TUN devices need it");
    }
    if (!Files.exists(Path.of("/dev/net/tun"))) {
      return Optional.of("/dev/net/tun is missing");
    }
    return PROGRAMS.stream()
        .filter(program -> !Files.exists(Path.of(program)))
        .findFirst()
        .map(program -> program + " is missing");
  }
}
