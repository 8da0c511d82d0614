package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.CLIENT;
import static io.gatehouse.node.tun.Packets.SERVER;
import static io.gatehouse.node.tun.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.route.Reachability;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityAssociationsTest {

  private static final InnerAddress ADDRESS = InnerAddress.of(CLIENT);
  private static final InetAddress UNREACHABLE = address("10.99.0.66");

  private final List<String> told = new ArrayList<>();
  private final SecurityAssociations associations = new SecurityAssociations(new Journal());
  private final InnerPacket packet = Packets.inner(Packets.udp(SERVER, 1, CLIENT, 2));

  @Test
  void theNewestThatFitsCarriesThePacket() {
    InstalledSa first = sa(1000);
    InstalledSa second = sa(1001);
    InstalledSa elsewhere =
        new InstalledSa(
            Packets.childSa(1002, 9, 1, 2, address("192.168.7.99"), CLIENT),
            Packets.path("203.0.113.1", "198.51.100.1"),
            64);

    for (InstalledSa sa : List.of(first, second, elsewhere)) {
      associations.put(sa, List.of(ADDRESS));
    }
    assertThat(associations.outbound(packet)).containsSame(second);

    associations.remove(1001);
    assertThat(associations.outbound(packet)).containsSame(first);
    assertThat(associations.inbound(1001)).isEmpty();

    associations.remove(1000);
    assertThat(associations.outbound(packet)).isEmpty();
    assertThat(associations.leadsTo(ADDRESS)).isTrue();

    associations.remove(1002);
    assertThat(associations.leadsTo(ADDRESS)).isFalse();
  }

  @Test
  void oneThatTheClientHasMadeInPlaceOfAnotherWaitsUntilItIsHeardOrTheOtherIsRemoved() {
    InstalledSa first = sa(1000);
    associations.put(first, List.of(ADDRESS));
    for (int spi = 1001; spi < 1003; spi++) {
      InstalledSa next = successor(spi);
      associations.put(next, List.of(ADDRESS));
      assertThat(associations.outbound(packet)).containsSame(first);
      associations.heard(first);
      assertThat(associations.outbound(packet)).containsSame(first);
    }

    InstalledSa heard = associations.inbound(1002).orElseThrow();
    associations.heard(heard);
    assertThat(associations.outbound(packet)).containsSame(heard);
    associations.remove(1002);
    associations.remove(1000);
    assertThat(associations.outbound(packet)).isEqualTo(associations.inbound(1001));
  }

  @Test
  void nothingWaitsForWhatIsNotThere() {
    associations.put(sa(999), List.of(ADDRESS));
    InstalledSa next = successor(1001);
    associations.put(next, List.of(ADDRESS));

    assertThat(associations.outbound(packet)).containsSame(next);
  }

  @Test
  void anotherSaWithTheSameSpiReplacesTheFirst() {
    associations.put(sa(1000), List.of(ADDRESS));
    InstalledSa second = sa(1000);
    associations.put(second, List.of(ADDRESS));

    assertThat(associations.outbound(packet)).containsSame(second);
    associations.remove(1000);
    assertThat(associations.leadsTo(ADDRESS)).isFalse();
  }

  @Test
  void theSameSaKeepsItsPlaceAndGetsItsNewAddresses() {
    InstalledSa first = sa(1000);
    InstalledSa second = sa(1001);
    InnerAddress another = InnerAddress.of(address("10.99.0.2"));
    associations.put(first, List.of(ADDRESS, another));
    associations.put(second, List.of(ADDRESS));

    associations.put(first, List.of(ADDRESS));

    assertThat(associations.outbound(packet)).containsSame(second);
    assertThat(associations.leadsTo(another)).isFalse();
  }

  @Test
  void anAddressIsReachableFromItsFirstSaToItsLast() {
    associations.put(sa(1000), List.of(ADDRESS));
    associations.put(sa(1001), List.of(ADDRESS));
    associations.put(sa(1001), List.of(ADDRESS));
    associations.remove(1000);
    assertThat(told).containsExactly("gained 10.99.0.1");

    associations.remove(1001);
    assertThat(told).containsExactly("gained 10.99.0.1", "lost 10.99.0.1");
  }

  @Test
  void anSaThatGivesUpAnAddressLosesIt() {
    InnerAddress another = InnerAddress.of(address("2001:db8::2"));
    associations.put(sa(1000), List.of(ADDRESS));
    associations.put(sa(1000), List.of(another));

    assertThat(told)
        .containsExactly("gained 10.99.0.1", "gained 2001:db8:0:0:0:0:0:2", "lost 10.99.0.1");
  }

  @Test
  void anSaWithAnAddressThatCannotBeReachedDoesNotCome() {
    assertThatThrownBy(
            () -> associations.put(sa(1000), List.of(ADDRESS, InnerAddress.of(UNREACHABLE))))
        .isInstanceOf(DataPlaneException.class);

    assertThat(associations.inbound(1000)).isEmpty();
    assertThat(associations.leadsTo(ADDRESS)).isFalse();
    assertThat(told).containsExactly("gained 10.99.0.1", "lost 10.99.0.1");
  }

  @Test
  void removingWhatIsNotThereDoesNothing() {
    associations.remove(4711);
    assertThat(associations.outbound(packet)).isEmpty();
  }

  private final class Journal implements Reachability {
    @Override
    public void gained(InetAddress address) {
      if (address.equals(UNREACHABLE)) {
        throw new DataPlaneException("no way there");
      }
      told.add("gained " + address.getHostAddress());
    }

    @Override
    public void lost(InetAddress address) {
      told.add("lost " + address.getHostAddress());
    }
  }

  private static InstalledSa sa(int spi) {
    return installed(Packets.headend(spi, 5));
  }

  private static InstalledSa successor(int spi) {
    return installed(Packets.headend(spi, 5).replacing(1000));
  }

  private static InstalledSa installed(ChildSa childSa) {
    return new InstalledSa(childSa, Packets.path("203.0.113.1", "198.51.100.1"), 64);
  }
}
