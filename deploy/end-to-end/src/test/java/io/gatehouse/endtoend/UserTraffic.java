package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;

/**
 * What a client sends and gets through its tunnel while something else happens: pings with each
 * address family, and TCP both ways. Nothing of it may be dropped by IPsec, at either end.
 */
final class UserTraffic implements AutoCloseable {
  private final Namespace headend;
  private final Namespace client;
  private final IpsecDrops headendBefore;
  private final IpsecDrops clientBefore;
  private final SteadyPing ping;
  private final SteadyPing pingIpv6;
  private final BulkTransfer transfer;

  private UserTraffic(Scene scene, Namespace client, String address) {
    this.headend = scene.lab().headend();
    this.client = client;
    this.headendBefore = IpsecDrops.on(headend);
    this.clientBefore = IpsecDrops.on(client);
    this.ping = SteadyPing.start(client, Addresses.INSIDE_HOST);
    this.pingIpv6 = SteadyPing.start(client, Addresses.INSIDE_HOST_IPV6);
    this.transfer = BulkTransfer.start(scene.lab().inside(), client, address);
  }

  /**
   * Begins.
   *
   * @param address of the inside host, for TCP
   */
  static UserTraffic start(Scene scene, Namespace client, String address) {
    return new UserTraffic(scene, client, address);
  }

  /** Both directions go on. */
  void awaitMore() {
    transfer.awaitMore();
  }

  /** Ends it, and prints how fast TCP was. */
  void assertNothingLost() {
    System.out.println(transfer.end());
    ping.assertNothingLost();
    pingIpv6.assertNothingLost();
    assertThat(IpsecDrops.on(headend).since(headendBefore)).as("drops of the headend").isEmpty();
    assertThat(IpsecDrops.on(client).since(clientBefore)).as("drops of the client").isEmpty();
  }

  @Override
  public void close() {
    transfer.close();
    ping.close();
    pingIpv6.close();
  }
}
