package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.AddressPool;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.meaning.ConfigurationReader;
import io.gatehouse.cluster.config.trustpoint.PemFiles;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolRoutesTest {

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRoutesAreJustTheAddressesOfThePool(int seed) {
    Random random = new Random(seed);
    long first = random.nextLong(1L << 32);
    long last = Math.min(first + random.nextLong(5_000), (1L << 32) - 1);

    List<Network> routes = routes(first, last);

    TreeSet<Long> covered = new TreeSet<>();
    for (Network route : routes) {
      long start = bits((Inet4Address) route.address());
      long size = 1L << (32 - route.prefixLength());
      assertThat(start % size).as("aligned").isZero();
      LongStream.range(start, start + size)
          .forEach(address -> assertThat(covered.add(address)).as("once").isTrue());
    }
    assertThat(covered.first()).isEqualTo(first);
    assertThat(covered.last()).isEqualTo(last);
    assertThat(covered).hasSize((int) (last - first + 1));
    assertThat(routes).hasSizeLessThanOrEqualTo(2 * 13);
  }

  @Test
  void allAddressesAreOneRoute() {
    assertThat(routes(0, (1L << 32) - 1))
        .containsExactly(new Network(Inet4Address.ofLiteral("0.0.0.0"), 0));
  }

  @Test
  void anIpv6PoolIsRoutedWithItsWholePrefix() {
    String text =
        """
        ip local pool P 10.0.0.1
        ipv6 local pool P 2001:db8::/64 128
        ipv6 local pool Q 2001:db8:0:1::/120 128
        """;
    var read =
        (ConfigurationResult.Loaded)
            ConfigurationReader.read(
                "policy",
                text,
                _ -> new PemFiles.Content.Unreadable("there is none"),
                Instant.EPOCH);

    assertThat(PoolRoutes.of(read.configuration()))
        .containsExactlyInAnyOrder(
            new Network(InetAddress.ofLiteral("10.0.0.1"), 32),
            new Network(InetAddress.ofLiteral("2001:db8::"), 64),
            new Network(InetAddress.ofLiteral("2001:db8:0:1::"), 120));
  }

  private static List<Network> routes(long first, long last) {
    return PoolRoutes.of(
        List.of(
            new AddressPool(
                "POOL", List.of(new AddressPool.Range(address(first), address(last))))));
  }

  private static Inet4Address address(long bits) {
    return (Inet4Address)
        Inet4Address.ofLiteral(
            "%d.%d.%d.%d".formatted(bits >> 24, bits >> 16 & 0xff, bits >> 8 & 0xff, bits & 0xff));
  }

  private static long bits(Inet4Address address) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
  }
}
