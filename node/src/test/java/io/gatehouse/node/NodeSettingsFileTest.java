package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.node.kernel.XfrmSettings;
import io.gatehouse.node.tun.TunSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsFileTest {

  @TempDir private Path directory;

  @Test
  void addressesAreEnough() throws IOException {
    NodeSettings settings = read("gatehouse.ike.addresses = [\"192.0.2.1\"]");

    assertThat(settings.udp().addresses()).containsExactly(InetAddress.ofLiteral("192.0.2.1"));
    assertThat(settings.plane()).isEqualTo(new NodeSettings.Plane.Tun(TunSettings.of(List.of())));
    assertThat(settings.policy()).isEqualTo(directory.resolve("flexvpn.conf").toAbsolutePath());
    assertThat(settings.alone()).isTrue();
  }

  @Test
  void espMayBeDoneByTheKernel() throws IOException {
    NodeSettings settings =
        read(
            "gatehouse { data-plane = xfrm, xfrm.client-to-client = true,"
                + " xfrm.offload-device = eth7, ike.addresses = [\"192.0.2.1\"] }");

    assertThat(settings.plane())
        .isEqualTo(
            new NodeSettings.Plane.Xfrm(
                new XfrmSettings(
                    XfrmSettings.DEFAULT_DEVICE,
                    XfrmSettings.DEFAULT_MTU,
                    XfrmSettings.DEFAULT_REPLAY_WINDOW,
                    XfrmSettings.DEFAULT_POLL_INTERVAL,
                    true,
                    true,
                    Optional.of("eth7"))));
  }

  @Test
  void withoutSeedNodesANodeIsAClusterOfItsOwn() throws IOException {
    NodeSettings settings = read("gatehouse { node-name = vpn1, ike.addresses = [\"192.0.2.1\"] }");

    assertThat(settings.cluster().alone()).isTrue();
    assertThat(settings.pekko().getStringList("pekko.cluster.seed-nodes")).isEmpty();
    assertThat(settings.pekko().getInt("pekko.remote.artery.canonical.port")).isZero();
    assertThat(settings.pekko().getStringList("pekko.cluster.roles"))
        .containsExactly("node-name=vpn1");
  }

  @Test
  void seedNodesAreToldToPekkoInItsOwnWords() throws IOException {
    NodeSettings settings =
        read(
            """
            gatehouse {
              ike.addresses = ["192.0.2.1"]
              store.url = "jdbc:postgresql://db/gatehouse"
              cluster { address = "10.0.0.2", seed-nodes = ["10.0.0.1:2552", "2001:db8::2"] }
            }
            pekko.cluster.gossip-interval = 7s
            """);

    assertThat(settings.pekko().getStringList("pekko.cluster.seed-nodes"))
        .containsExactly(
            "pekko://gatehouse@10.0.0.1:2552", "pekko://gatehouse@[2001:db8::2]:17355");
    assertThat(settings.pekko().getString("pekko.remote.artery.canonical.hostname"))
        .isEqualTo("10.0.0.2");
    assertThat(settings.pekko().getInt("pekko.remote.artery.canonical.port")).isEqualTo(17_355);
    assertThat(settings.pekko().getString("pekko.remote.artery.transport")).isEqualTo("tls-tcp");
    assertThat(settings.pekko().getDuration("pekko.cluster.gossip-interval")).hasSeconds(7);
  }

  /** The setting is in the third line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prot = 7          | :3: Invalid path 'gatehouse.prot': there is no such setting; expected",
        "ike.prot = 7      | expected one of [addresses, nat-traversal-port, port, queue]",
        "ike.port = 70000  | :3: Invalid value at 'gatehouse.ike.port': expected a port from 1 to",
        "ike.port = many   | :3: ike.port has type STRING rather than NUMBER",
        "ike.addresses = 1 | :3: ike.addresses has type NUMBER rather than LIST",
        "ike.addresses=[x] | \"x\" is no address; expected one as 192.0.2.1",
        "ike.queue = 0     | :3: Invalid value at 'gatehouse.ike.queue': expected a number above 0",
        "data-plane = esp  | Invalid value at 'gatehouse.data-plane': expected tun, xfrm or none",
        "tun.mtu = 1000    | Invalid value at 'gatehouse.tun': mtu 1000: 1280 to 65535",
        "xfrm.mtu = 1000   | at 'gatehouse.xfrm': the mtu is 1400 to 65535, not 1000",
        "xfrm.replay-window = 5000 | the replay-window is 32 to 4096, not 5000",
        "xfrm.poll-interval = 1ms  | the poll-interval is 100 ms to 10 minutes",
        "store.timeout=1ms | Invalid value at 'gatehouse.store': the store's timeout is 250 ms",
        "store.writers=-1  | Invalid value at 'gatehouse.store': the store's writers is 0 to 64",
        "node-name = ${no} | :3: Could not resolve substitution to a value: ${no}",
        "node-name = \"a b\" | Invalid value at 'gatehouse.node-name': \"a b\" is no node's name",
        "cluster.adress=a  | expected one of [address, authority, certificate, drain-time,"
            + " key, login-time, port, seed-nodes,",
        "cluster.port=0    | Invalid value at 'gatehouse.cluster': expected a port from 1 to 65535",
        "cluster.address=\"*\" | Invalid value at 'gatehouse.cluster': \"*\" is no address;"
            + " expected one",
        "cluster.seed-nodes=[\"a:b\"] | Invalid value at 'gatehouse.cluster': \"a:b\" is no node's"
            + " address",
        "cluster.seed-nodes=[a] | seed-nodes': the nodes of a cluster share one PostgreSQL",
        "cluster.transport-security = ssl | expected tls or none, not \"ssl\"",
        "a = {             | expecting a close",
      })
  void aMistakeIsReportedWithItsPlaceAndWhatWasExpected(String line, String expected)
      throws IOException {
    Path file = write("gatehouse {\n ike.addresses = [\"192.0.2.1\"]\n " + line + "\n}\n");

    assertThatThrownBy(() -> NodeSettingsFile.read(file))
        .isInstanceOf(NodeSettingsFile.UnusableSettings.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("String:", ": 3:");
  }

  @Test
  void aSettingThatIsMissingIsNotLookedForInTheDefaults() throws IOException {
    Path file = write("gatehouse {}\n");

    assertThatThrownBy(() -> NodeSettingsFile.read(file))
        .hasMessage(
            file
                + ": Invalid value at 'gatehouse.ike.addresses': expected the addresses that"
                + " clients connect to, as [\"192.0.2.1\"]");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = directory.resolve("absent.conf");

    assertThatThrownBy(() -> NodeSettingsFile.read(file))
        .hasMessage(file + ": cannot be read; expected a configuration file");
  }

  private NodeSettings read(String text) throws IOException {
    return NodeSettingsFile.read(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("gatehouse.conf"), text);
  }
}
