package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configuration of the nodes of one cluster, which differs in few places. */
public final class ClusterNodeFiles {
  private static final int KEY_LENGTH = 32;
  private static final List<String> KEY_FILES = List.of("cluster-secret", "master-keys");

  private final Site site;
  private final Map<String, String> places;
  private final Map<String, String> keys = new HashMap<>();

  /**
   * @param places of the templates, the same on all nodes
   */
  public ClusterNodeFiles(Site site, Map<String, String> places) {
    this.site = site;
    this.places = places;
    KEY_FILES.forEach(file -> keys.put(file, key()));
  }

  private static String key() {
    byte[] key = new byte[KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    return "1 %s%n".formatted(Base64.getEncoder().encodeToString(key));
  }

  /**
   * Makes what the nodes trust one another by, with the operator's command.
   *
   * @param address of each node, by its number from 1 on, where the others reach it
   */
  public static void makeCertificates(
      Path directory, List<Namespace> nodes, IntFunction<String> address) {
    String named =
        IntStream.rangeClosed(1, nodes.size())
            .mapToObj(number -> nodes.get(number - 1).host() + "=" + address.apply(number))
            .collect(Collectors.joining(","));
    String _ =
        Command.of(Distribution.program("gatehouse"), "cluster", "certificates")
            .followedBy("--directory", directory.toString(), "--nodes", named)
            .run();
  }

  /**
   * Writes everything, and returns the machine's file, which names the others.
   *
   * @param own places of the templates, of this node
   */
  public Path write(Namespace host, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(places);
    all.putAll(own);
    all.put("NODE", host.host());
    Path machine =
        GatehouseFiles.write(
            host.directory(), site, HeadendSettings.usual().withAccounting(), "node.conf", all);
    try {
      for (Map.Entry<String, String> key : keys.entrySet()) {
        writeSecret(machine.resolveSibling(key.getKey()), key.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machine;
  }

  // Gatehouse refuses keys that others may read.
  private static void writeSecret(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}
