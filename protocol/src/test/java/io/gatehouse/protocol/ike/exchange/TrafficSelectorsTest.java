package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrafficSelectorsTest {

  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final TrafficSelector ANY_4 = TrafficSelectors.any4();
  private static final TrafficSelector ANY_6 = TrafficSelectors.any6();

  static IntStream seeds() {
    return IntStream.range(0, 500);
  }

  @Test
  void aClientOfBothFamiliesIsNarrowedToItsAddress() {
    assertThat(TrafficSelectors.toAddresses(List.of(ANY_4, ANY_6), List.of(ip("10.99.0.15"))))
        .contains(List.of(range("10.99.0.15", "10.99.0.15")));
    assertThat(
            TrafficSelectors.toAddresses(
                List.of(ANY_4, ANY_6), List.of(ip("10.99.0.15"), ip("2001:db8::15"))))
        .contains(
            List.of(range("10.99.0.15", "10.99.0.15"), range("2001:db8::15", "2001:db8::15")));
  }

  @Test
  void nothingInCommonIsUnacceptable() {
    assertThat(TrafficSelectors.toAddresses(List.of(ANY_6), List.of(ip("10.99.0.15")))).isEmpty();
    assertThat(TrafficSelectors.toAddresses(List.of(), List.of(ip("10.99.0.15")))).isEmpty();
    assertThat(TrafficSelectors.toAddresses(List.of(ANY_4), List.of())).isEmpty();
  }

  @Test
  void withoutNetworksEverythingOfTheFamiliesOfferedIsKept() {
    assertThat(TrafficSelectors.toNetworks(List.of(ANY_4), List.of())).contains(List.of(ANY_4));
    assertThat(TrafficSelectors.toNetworks(List.of(ANY_4, ANY_6), List.of()))
        .contains(List.of(ANY_4, ANY_6));
  }

  @Test
  void anInvertedRangeIsNothing() {
    assertThat(TrafficSelectors.toNetworks(List.of(range("10.0.0.2", "10.0.0.1")), List.of()))
        .isEmpty();
  }

  @Test
  void networksOfThePolicyNarrowTheHeadendsSide() {
    List<Network> networks =
        List.of(new Network(ip("192.0.2.0"), 24), new Network(ip("2001:db8::"), 32));

    assertThat(TrafficSelectors.toNetworks(List.of(ANY_4), networks))
        .contains(List.of(range("192.0.2.0", "192.0.2.255")));
    assertThat(TrafficSelectors.toNetworks(List.of(range("192.0.2.128", "192.0.3.1")), networks))
        .contains(List.of(range("192.0.2.128", "192.0.2.255")));
  }

  @Test
  void theTriggeringPacketsSelectorGoesIntoTheWiderOne() {
    TrafficSelector packet = selector(TCP, 443, 443, "192.0.2.1", "192.0.2.1");

    assertThat(TrafficSelectors.toNetworks(List.of(packet, ANY_4), List.of()))
        .contains(List.of(ANY_4));
  }

  @Test
  void protocolAndPortsAreNarrowedToo() {
    TrafficSelector web = selector(TCP, 80, 443, "0.0.0.0", "255.255.255.255");

    assertThat(TrafficSelectors.narrow(List.of(ANY_4), List.of(web))).contains(List.of(web));
    assertThat(
            TrafficSelectors.narrow(
                List.of(selector(TCP, 400, 500, "10.0.0.0", "10.0.0.9")), List.of(web)))
        .contains(List.of(selector(TCP, 400, 443, "10.0.0.0", "10.0.0.9")));
    assertThat(
            TrafficSelectors.narrow(
                List.of(selector(UDP, 80, 443, "10.0.0.0", "10.0.0.9")), List.of(web)))
        .isEmpty();
  }

  @Test
  void anyPortContainsOpaqueAndNothingElseDoes() {
    TrafficSelector opaque = selector(TCP, 65535, 0, "10.0.0.1", "10.0.0.1");
    TrafficSelector allButOne = selector(TCP, 1, 65535, "10.0.0.1", "10.0.0.1");

    assertThat(TrafficSelectors.narrow(List.of(opaque), List.of(ANY_4))).contains(List.of(opaque));
    assertThat(TrafficSelectors.narrow(List.of(opaque), List.of(allButOne))).isEmpty();
    assertThat(TrafficSelectors.narrow(List.of(opaque), List.of(opaque))).contains(List.of(opaque));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 24, 192.0.2.0, 192.0.2.255",
    "192.0.2.77, 32, 192.0.2.77, 192.0.2.77",
    "192.0.2.77, 0, 0.0.0.0, 255.255.255.255",
    "192.0.2.77, 27, 192.0.2.64, 192.0.2.95",
    "2001:db8::1, 33, 2001:db8::, 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::1, 128, 2001:db8::1, 2001:db8::1",
  })
  void aNetworkIsARange(String address, int prefixLength, String start, String end) {
    assertThat(TrafficSelectors.ofNetwork(new Network(ip(address), prefixLength)))
        .isEqualTo(range(start, end));
  }

  @Test
  void anAnswerHasNoMoreSelectorsThanItsCountCanSay() {
    List<TrafficSelector> hosts =
        IntStream.range(0, 600)
            .map(i -> 2 * i)
            .mapToObj(i -> "10.0.%d.%d".formatted(i / 256, i % 256))
            .map(host -> range(host, host))
            .toList();

    assertThat(TrafficSelectors.narrow(List.of(ANY_4), hosts))
        .hasValueSatisfying(selectors -> assertThat(selectors).hasSize(255));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsLeftIsCoveredByBothSidesAndLosesNothing(int seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<TrafficSelector> offered = selectors(random);
    List<TrafficSelector> allowed = selectors(random);

    List<TrafficSelector> common = TrafficSelectors.narrow(offered, allowed).orElse(List.of());

    assertThat(TrafficSelectors.covers(offered, common)).isTrue();
    assertThat(TrafficSelectors.covers(allowed, common)).isTrue();
    for (int i = 0; i < 50; i++) {
      TrafficSelector packet = packet(random);
      assertThat(TrafficSelectors.covers(common, packet))
          .isEqualTo(
              TrafficSelectors.covers(offered, packet) && TrafficSelectors.covers(allowed, packet));
    }
  }

  private static List<TrafficSelector> selectors(RandomGenerator random) {
    return Stream.generate(() -> selector(random)).limit(1 + random.nextInt(4)).toList();
  }

  private static TrafficSelector selector(RandomGenerator random) {
    int host = random.nextInt(8);
    int port = random.nextInt(8);
    return selector(
        random.nextBoolean() ? 0 : TCP,
        port,
        port + random.nextInt(8),
        "10.0.0." + host,
        "10.0.0." + (host + random.nextInt(8)));
  }

  private static TrafficSelector packet(RandomGenerator random) {
    int port = random.nextInt(16);
    String host = "10.0.0." + random.nextInt(16);
    return selector(TCP, port, port, host, host);
  }

  private static TrafficSelector range(String start, String end) {
    return selector(0, 0, 65535, start, end);
  }

  private static TrafficSelector selector(
      int protocol, int startPort, int endPort, String start, String end) {
    return new TrafficSelector(protocol, startPort, endPort, ip(start), ip(end));
  }

  private static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
