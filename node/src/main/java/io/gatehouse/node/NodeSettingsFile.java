package io.gatehouse.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueType;
import io.gatehouse.cluster.accounting.AccountingSettings;
import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.node.cluster.ClusterSettings;
import io.gatehouse.node.cluster.PekkoConfiguration;
import io.gatehouse.node.console.ConsoleSettings;
import io.gatehouse.node.kernel.XfrmSettings;
import io.gatehouse.node.net.UdpSettings;
import io.gatehouse.node.tun.TunSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Reads a node's configuration file. A mistake is reported with file and line, and nothing is
 * started half-configured.
 */
public final class NodeSettingsFile {

  private static final String ROOT = "gatehouse";
  private static final int LARGEST_PORT = 65_535;

  /** A file that cannot be used; the message names file, line and what was expected. */
  public static final class UnusableSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableSettings(String message) {
      super(message);
    }
  }

  private final Path file;
  private final Config config;

  private NodeSettingsFile(Path file, Config config) {
    this.file = file;
    this.config = config;
  }

  /**
   * @throws UnusableSettings when the file is missing, malformed, or has a setting that there is
   *     not
   */
  public static NodeSettings read(Path file) {
    if (!Files.isReadable(file)) {
      throw new UnusableSettings(file + ": cannot be read; expected a configuration file");
    }
    try {
      Config own =
          ConfigFactory.parseFile(
              file.toFile(),
              ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false));
      Config known =
          ConfigFactory.parseResources("pekko-node.conf")
              .withFallback(ConfigFactory.defaultReferenceUnresolved());
      requireKnown(own, known);
      Config operator = ConfigFactory.defaultOverrides().withFallback(own);
      Config config = operator.withFallback(known).resolve();
      return new NodeSettingsFile(file, config.getConfig(ROOT))
          .settings(pekko -> operator.withFallback(pekko).withFallback(known).resolve());
    } catch (ConfigException e) {
      throw new UnusableSettings(describe(file, e));
    }
  }

  /** The library's text begins with the place, which is said in the usual way instead. */
  private static String describe(Path file, ConfigException e) {
    String text = String.valueOf(e.getMessage());
    if (e.origin() == null) {
      return file + ": " + text;
    }
    String repeated = e.origin().description() + ": ";
    return place(file, e.origin())
        + ": "
        + (text.startsWith(repeated) ? text.substring(repeated.length()) : text);
  }

  /** A default stands in another file, of which the operator knows nothing. */
  private static String place(Path file, ConfigOrigin origin) {
    boolean own = origin.filename() != null && Path.of(origin.filename()).endsWith(file);
    return own && origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() : file.toString();
  }

  /** A setting that nobody reads is a mistyped one. */
  private static void requireKnown(Config own, Config known) {
    if (!own.hasPath(ROOT)) {
      return;
    }
    for (var entry : own.getConfig(ROOT).entrySet()) {
      String path = ROOT + "." + entry.getKey();
      if (!known.hasPathOrNull(path) && entry.getValue().valueType() != ConfigValueType.NULL) {
        throw new ConfigException.BadPath(
            entry.getValue().origin(),
            path,
            "there is no such setting; expected one of " + neighbours(known, path));
      }
    }
  }

  private static Set<String> neighbours(Config known, String path) {
    String parent = path.substring(0, path.lastIndexOf('.'));
    return known.hasPath(parent) && known.getValue(parent).valueType() == ConfigValueType.OBJECT
        ? new TreeSet<>(known.getObject(parent).keySet())
        : neighbours(known, parent);
  }

  /**
   * @param whole completes what follows for Pekko from these settings; the operator's own word
   *     about Pekko goes before it
   */
  private NodeSettings settings(UnaryOperator<Config> whole) {
    NodeName name = checked("node-name", () -> new NodeName(nodeName()));
    String nodeName = name.text();
    ClusterSettings cluster = cluster();
    return new NodeSettings(
        nodeName,
        checked("policy", () -> file.toAbsolutePath().resolveSibling(config.getString("policy"))),
        udp(),
        positive("ike.queue"),
        plane(),
        positive("radius.sockets"),
        optionalAddress("radius.nas-address"),
        config.getDuration("radius.probe-interval"),
        config.getInt("cryptography-threads"),
        positive("cryptography-queue"),
        checked("cluster-secret-file", () -> Path.of(config.getString("cluster-secret-file"))),
        cluster,
        checked("store", () -> StoreSettings.from(config.getConfig("store"), nodeName)),
        checked("accounting", () -> AccountingSettings.from(config.getConfig("accounting"))),
        new InetSocketAddress(
            address("administration.address", config.getString("administration.address")),
            port("administration.port")),
        health(),
        checked("console", this::console),
        whole.apply(PekkoConfiguration.of(name, Release.current(), cluster)));
  }

  private ClusterSettings cluster() {
    ClusterSettings cluster =
        checked("cluster", () -> ClusterSettings.from(config.getConfig("cluster")));
    if (!cluster.alone()
        && config.getString("store.url").startsWith("jdbc:h2:")
        && !config.getBoolean("rehearsal")) {
      throw wrong(
          "cluster.seed-nodes",
          "the nodes of a cluster share one PostgreSQL, and store.url is an embedded H2");
    }
    return cluster;
  }

  private Optional<InetSocketAddress> health() {
    int port = port("health.port");
    return optionalAddress("health.address").map(address -> new InetSocketAddress(address, port));
  }

  private ConsoleSettings console() {
    return new ConsoleSettings(
        Path.of(config.getString("console.socket")),
        Optional.of(config.getString("console.group")).filter(name -> !name.isEmpty()),
        config.getInt("console.connections"));
  }

  private UdpSettings udp() {
    List<InetAddress> addresses = addresses("ike.addresses");
    int port = port("ike.port");
    int natTraversalPort = port("ike.nat-traversal-port");
    return checked("ike", () -> new UdpSettings(addresses, port, natTraversalPort));
  }

  /** What a block's own reader says of it is told with the place of the block. */
  private <T> T checked(String path, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw wrong(path, String.valueOf(e.getMessage()));
    }
  }

  private String nodeName() {
    String name = config.getString("node-name");
    if (!name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return ROOT;
    }
  }

  private List<InetAddress> addresses(String path) {
    List<String> texts = config.getStringList(path);
    if (texts.isEmpty()) {
      throw wrong(path, "expected the addresses that clients connect to, as [\"192.0.2.1\"]");
    }
    return texts.stream().map(text -> address(path, text)).toList();
  }

  private Optional<InetAddress> optionalAddress(String path) {
    String text = config.getString(path);
    return text.isEmpty() ? Optional.empty() : Optional.of(address(path, text));
  }

  private InetAddress address(String path, String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw wrong(path, "\"" + text + "\" is no address; expected one as 192.0.2.1");
    }
  }

  private int port(String path) {
    int port = config.getInt(path);
    if (port < 1 || port > LARGEST_PORT) {
      throw wrong(path, "expected a port from 1 to " + LARGEST_PORT + ", not " + port);
    }
    return port;
  }

  private int positive(String path) {
    int number = config.getInt(path);
    if (number < 1) {
      throw wrong(path, "expected a number above 0, not " + number);
    }
    return number;
  }

  private NodeSettings.Plane plane() {
    String text = config.getString("data-plane");
    TunSettings tun = checked("tun", this::tun);
    XfrmSettings xfrm = checked("xfrm", this::xfrm);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tun" -> new NodeSettings.Plane.Tun(tun);
      case "xfrm" -> new NodeSettings.Plane.Xfrm(xfrm);
      case "none" -> new NodeSettings.Plane.None();
      default -> throw wrong("data-plane", "expected tun, xfrm or none, not \"" + text + "\"");
    };
  }

  private TunSettings tun() {
    return new TunSettings(
        config.getString("tun.device"),
        positive("tun.mtu"),
        List.of(),
        TunSettings.DEFAULT_REPLAY_WINDOW);
  }

  private XfrmSettings xfrm() {
    return new XfrmSettings(
        config.getString("xfrm.device"),
        positive("xfrm.mtu"),
        positive("xfrm.replay-window"),
        config.getDuration("xfrm.poll-interval"),
        config.getBoolean("xfrm.packet-filter"),
        config.getBoolean("xfrm.client-to-client"),
        Optional.of(config.getString("xfrm.offload-device")).filter(name -> !name.isEmpty()));
  }

  private ConfigException wrong(String path, String why) {
    return new ConfigException.BadValue(config.getValue(path).origin(), ROOT + "." + path, why);
  }
}
