package io.gatehouse.node.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.xfrm.PolicyDirection;
import io.gatehouse.node.xfrm.PolicyMessage;
import io.gatehouse.node.xfrm.Prefix;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmSelector;
import io.gatehouse.node.xfrm.XfrmTemplate;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDatabaseTest {

  private static final int OLD = 0x100;
  private static final int NEW = 0x101;

  private final PolicyDatabase database = new PolicyDatabase();

  private static XfrmPolicy policy(int host, int spi, int priority) {
    InetAddress client = InetAddress.ofLiteral("10.99.0." + host);
    return XfrmPolicy.of(
        PolicyDirection.OUT,
        XfrmSelector.between(new Prefix(InetAddress.ofLiteral("0.0.0.0"), 0), Prefix.only(client)),
        priority,
        new XfrmTemplate(
            InetAddress.ofLiteral("203.0.113.1"), InetAddress.ofLiteral("198.51.100.1"), 7, spi));
  }

  private static List<Octets> octets(List<NetlinkRequest> requests) {
    return requests.stream()
        .map(
            request ->
                Octets.concat(
                    Octets.owned(new byte[] {(byte) request.type()}),
                    Octets.owned(request.payload())))
        .toList();
  }

  private static void assertRequests(List<NetlinkRequest> asked, NetlinkRequest... expected) {
    assertThat(octets(asked)).containsExactlyInAnyOrderElementsOf(octets(List.of(expected)));
  }

  @Test
  void theNewestTakesThePlaceAndTheOneBeforeTakesItBack() {
    XfrmPolicy old = policy(1, OLD, 10);
    XfrmPolicy anew = policy(1, NEW, 9);

    assertRequests(database.put(OLD, List.of(old)), PolicyMessage.put(old));
    assertRequests(database.put(NEW, List.of(anew)), PolicyMessage.put(anew));
    assertRequests(database.put(OLD, List.of(old)));
    assertRequests(database.remove(NEW), PolicyMessage.put(old));
    assertRequests(database.remove(OLD), PolicyMessage.delete(old.key()));
    assertRequests(database.remove(OLD));
  }

  @Test
  void whatAnOldOneHasBehindANewOneChangesNothing() {
    database.put(NEW, List.of(policy(1, NEW, 9)));

    assertRequests(database.put(OLD, List.of(policy(1, OLD, 10))));
    assertRequests(database.remove(OLD));
  }

  @Test
  void otherPoliciesTakeThePlaceOfThoseBefore() {
    XfrmPolicy one = policy(1, OLD, 10);
    XfrmPolicy two = policy(2, OLD, 10);
    database.put(OLD, List.of(one));

    assertRequests(
        database.put(OLD, List.of(two)), PolicyMessage.put(two), PolicyMessage.delete(one.key()));
  }

  @Test
  void whatTheKernelHasOtherwiseIsRepaired() {
    XfrmPolicy wanted = policy(1, OLD, 10);
    XfrmPolicy changed = policy(1, 99, 10);
    XfrmPolicy missing = policy(2, OLD, 10);
    XfrmPolicy stranger = policy(3, OLD, 10);
    database.put(OLD, List.of(wanted, missing));
    long now = database.version();

    assertRequests(
        database.repairs(List.of(changed, stranger), now),
        PolicyMessage.put(wanted),
        PolicyMessage.put(missing),
        PolicyMessage.delete(stranger.key()));
    assertRequests(database.repairs(List.of(wanted, missing), now));
  }

  /** A listing that was begun before is no witness. */
  @Test
  void whatHasChangedSinceIsLeftAlone() {
    long before = database.version();
    database.put(OLD, List.of(policy(1, OLD, 10)));

    assertRequests(database.repairs(List.of(), before));
  }
}
