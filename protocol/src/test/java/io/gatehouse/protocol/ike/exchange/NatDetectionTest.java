package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 7296 section 2.23. */
class NatDetectionTest {

  private static final InetSocketAddress HEADEND = new InetSocketAddress("192.0.2.1", 500);
  private static final InetSocketAddress CLIENT = new InetSocketAddress("198.51.100.7", 54321);
  private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("10.0.0.7", 500);
  private static final long SPI = 0x0102030405060708L;

  /** The client's view: its own address is local. */
  private static final Path SENT = path(CLIENT, HEADEND);

  private static final Path RECEIVED = path(HEADEND, CLIENT);

  @Test
  void theDataIsSha1OfSpisAddressAndPort() {
    // printf '01020304050607080000000000000000c000020101f4' | xxd -r -p | sha1sum
    assertThat(NatDetection.data(SPI, 0, HEADEND))
        .isEqualTo(Octets.hex("644b4575455bd6fcc1efe2be8162a9218e448e5f"));
  }

  @Test
  void withoutNatBothHashesMatch() {
    assertThat(NatDetection.of(init(NatDetection.notifies(SPI, 0, SENT)), RECEIVED))
        .isEqualTo(new NatDetection(true, false, false));
  }

  @Test
  void aClientBehindNatHasAnotherSource() {
    Path beforeNat = path(ELSEWHERE, HEADEND);

    assertThat(NatDetection.of(init(NatDetection.notifies(SPI, 0, beforeNat)), RECEIVED))
        .isEqualTo(new NatDetection(true, true, false));
  }

  @Test
  void aHeadendBehindNatHasAnotherDestination() {
    Path throughForward = path(CLIENT, ELSEWHERE);

    assertThat(NatDetection.of(init(NatDetection.notifies(SPI, 0, throughForward)), RECEIVED))
        .isEqualTo(new NatDetection(true, false, true));
  }

  @Test
  void oneOfSeveralSourcesIsEnough() {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(NatDetection.notifies(SPI, 0, path(ELSEWHERE, HEADEND)).getFirst());
    payloads.addAll(NatDetection.notifies(SPI, 0, SENT));

    assertThat(NatDetection.of(init(payloads), RECEIVED))
        .isEqualTo(new NatDetection(true, false, false));
  }

  @Test
  void otherSpisAreAnotherHash() {
    assertThat(NatDetection.of(init(NatDetection.notifies(SPI, 1, SENT)), RECEIVED))
        .isEqualTo(new NatDetection(true, true, true));
  }

  @Test
  void withoutNotifiesNatTraversalIsNotSupported() {
    assertThat(NatDetection.of(init(List.of()), RECEIVED).supported()).isFalse();
    assertThat(
            NatDetection.of(
                    init(List.of(Payload.Notify.of(NotifyType.NAT_DETECTION_SOURCE_IP))), RECEIVED)
                .supported())
        .isFalse();
  }

  @Test
  void forcedEncapsulationLooksLikeANatInFrontOfTheHeadend() {
    IkeMessage response = init(NatDetection.notifiesThatForceEncapsulation(SPI, 0, RECEIVED));

    assertThat(NatDetection.of(response, SENT)).isEqualTo(new NatDetection(true, true, false));
  }

  private static IkeMessage init(List<Payload> payloads) {
    return new IkeMessage(IkeHeader.request(SPI, 0, ExchangeType.IKE_SA_INIT, true, 0), payloads);
  }

  private static Path path(InetSocketAddress local, InetSocketAddress remote) {
    return new Path(local, remote, "vpn1");
  }
}
