package io.gatehouse.node.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Octet for octet what "ip xfrm" sends, and what the kernel sends. */
class MessagesTest {

  private static final InetAddress HEADEND = InetAddress.ofLiteral("203.0.113.1");
  private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.1");
  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");
  private static final SaId INBOUND = new SaId(HEADEND, 0x100);
  private static final Prefix INSIDE = Prefix.only(InetAddress.ofLiteral("10.99.0.1"));
  private static final Prefix EVERYTHING = new Prefix(ANY, 0);
  private static final Secret SHA1_KEY =
      Secret.owned(HexFormat.of().parseHex("2021222324252627282930313233343536373839"));
  private static final EspAlgorithm GCM =
      new EspAlgorithm.Aead("rfc4106(gcm(aes))", counting(0, 20), 128);
  private static final EspAlgorithm CBC =
      new EspAlgorithm.CipherAndHash(
          "cbc(aes)", counting(0, 16), "hmac(sha256)", counting(32, 32), 128);

  @Test
  void aStateWithAnAead() {
    EspState state =
        EspState.of(INBOUND, CLIENT, 2, GCM, true, Replay.fresh(128))
            .encapsulated(new EncapsulationPorts(4501, 4500));
    assertSent(StateMessage.add(state), "aead");
  }

  @Test
  void aStateThatANetworkCardHas() {
    EspState state =
        EspState.of(INBOUND, CLIENT, 2, GCM, true, Replay.fresh(128))
            .encapsulated(new EncapsulationPorts(4501, 4500));
    for (SaDirection direction : SaDirection.values()) {
      EspState offloaded = state.offloaded(Optional.of(new Offload(7, direction)));
      byte[] payload = StateMessage.add(offloaded).payload();
      assertThat(StateMessage.read(IpXfrm.message(Xfrm.XFRM_MSG_NEWSA, payload)))
          .contains(offloaded);
    }
    Offload card = new Offload(1, SaDirection.IN);
    assertSent(StateMessage.add(state.offloaded(Optional.of(card))), "offload");
  }

  @Test
  void aStateWithCipherAndHashAndLimits() {
    EspState state = EspState.of(INBOUND, CLIENT, 2, CBC, false, Replay.fresh(64));
    Lifetime limits = new Lifetime(1000, 2000, 75, 100, 30, 40);
    assertSent(StateMessage.add(state.numbered(Replay.fresh(64), limits)), "cbc");
  }

  @Test
  void aStateWithoutEncryptionForMarkedPackets() {
    EspAlgorithm integrity =
        new EspAlgorithm.CipherAndHash(
            "ecb(cipher_null)", counting(0, 0), "hmac(sha1)", SHA1_KEY, 96);
    EspState state =
        EspState.of(
                new SaId(InetAddress.ofLiteral("2001:db8::1"), 0xFEDCBA98),
                InetAddress.ofLiteral("2001:db8::2"),
                7,
                integrity,
                false,
                Replay.fresh(64))
            .scoped(
                new EspState.Scope(
                    Optional.empty(),
                    Optional.of(new Mark(5, 0xFF)),
                    Optional.of(new Mark(6, 0xF)),
                    OptionalInt.of(9)));
    assertSent(StateMessage.add(state), "null");
  }

  @Test
  void aStateOfAnInterfaceForOneClientsPackets() {
    EspState state =
        EspState.of(INBOUND, CLIENT, 2, GCM, false, Replay.fresh(128))
            .encapsulated(new EncapsulationPorts(4501, 4500))
            .scoped(
                EspState.Scope.ofInterface(9).selecting(XfrmSelector.between(INSIDE, EVERYTHING)));
    assertSent(StateMessage.add(state), "selecting");
  }

  @Test
  void aStateIsUpdated() {
    EspState state =
        EspState.of(
                INBOUND,
                CLIENT,
                2,
                new EspAlgorithm.Aead("rfc7539esp(chacha20,poly1305)", counting(0, 36), 128),
                false,
                Replay.fresh(64).havingSent(0x7FFFFFFF))
            .encapsulated(new EncapsulationPorts(4501, 4500));
    assertSent(StateMessage.update(state), "update");
  }

  /** "ip" names the source too, which the kernel does not look at. */
  @Test
  void aStateIsNamedByDestinationAndSpi() {
    NetlinkRequest delete = StateMessage.delete(INBOUND);
    NetlinkRequest get = StateMessage.get(INBOUND);

    assertThat(delete.type()).isEqualTo(IpXfrm.type("delete-state"));
    assertThat(delete.payload()).isEqualTo(Arrays.copyOf(IpXfrm.payload("delete-state"), 24));
    assertThat(get.type()).isEqualTo(IpXfrm.type("get-state"));
    assertThat(get.payload()).isEqualTo(Arrays.copyOf(IpXfrm.payload("get-state"), 24));
  }

  @Test
  void aStateForMarkedPacketsIsNamedByItsMarkToo() {
    Mark mark = new Mark(5, 0xFF);

    assertThat(StateMessage.delete(INBOUND, mark).payload())
        .isEqualTo(withoutSource(IpXfrm.payload("delete-marked")));
    assertThat(StateMessage.get(INBOUND, mark).payload())
        .isEqualTo(withoutSource(IpXfrm.payload("get-marked")));
  }

  /** Between the name and the mark "ip" has 20 octets of the source's attribute. */
  private static byte[] withoutSource(byte[] payload) {
    byte[] octets = Arrays.copyOf(payload, 24 + 12);
    System.arraycopy(payload, 24 + 20, octets, 24, 12);
    return octets;
  }

  @Test
  void anSpiIsReserved() {
    assertSent(StateMessage.allocate(CLIENT, HEADEND, 2, 0x100, 0x1FF), "allocate");
  }

  @Test
  void policies() {
    XfrmTemplate inbound = new XfrmTemplate(ANY, ANY, 0, 2);
    XfrmSelector dns =
        new XfrmSelector(
            INSIDE,
            new Prefix(InetAddress.ofLiteral("192.168.0.0"), 16),
            17,
            PortMask.ANY,
            PortMask.only(53));
    assertSent(
        PolicyMessage.add(XfrmPolicy.of(PolicyDirection.FORWARD, dns, 1000, inbound)),
        "add-forward");

    XfrmSelector version6 =
        XfrmSelector.between(
            new Prefix(InetAddress.ofLiteral("::"), 0),
            Prefix.only(InetAddress.ofLiteral("2001:db8:9::1")));
    XfrmTemplate outbound = new XfrmTemplate(HEADEND, CLIENT, 0xC1C2C3C4, 0x100);
    assertSent(
        PolicyMessage.put(XfrmPolicy.of(PolicyDirection.OUT, version6, 7, outbound)), "update-out");

    XfrmPolicy marked =
        new XfrmPolicy(
            PolicyDirection.IN,
            XfrmSelector.between(INSIDE, EVERYTHING),
            1000,
            inbound,
            Optional.of(new Mark(5, 0xFF)),
            OptionalInt.of(9));
    assertSent(PolicyMessage.add(marked), "add-in");
    assertSent(PolicyMessage.delete(marked.key()), "delete-in");
  }

  @Test
  void thresholds() {
    assertSent(
        XfrmSocket.thresholds(new XfrmSocket.Thresholds(0, 32), new XfrmSocket.Thresholds(0, 128)),
        "thresholds");
  }

  private static void assertSent(NetlinkRequest request, String name) {
    assertThat(request.type()).isEqualTo(IpXfrm.type(name));
    assertThat(request.payload()).isEqualTo(IpXfrm.payload(name));
  }

  @Test
  void whatIsWrittenIsRead() {
    for (String name : List.of("aead", "cbc", "null", "selecting", "update")) {
      EspState state = StateMessage.read(IpXfrm.message(name)).orElseThrow();
      assertThat(StateMessage.add(state).payload()).isEqualTo(IpXfrm.payload(name));
    }
    for (String name : List.of("add-forward", "update-out", "add-in")) {
      XfrmPolicy policy = PolicyMessage.read(IpXfrm.message(name)).orElseThrow();
      assertThat(PolicyMessage.add(policy).payload()).isEqualTo(IpXfrm.payload(name));
    }
  }

  /** The attribute is the last one but for its padding; "ip" of Debian 12 does not know it. */
  @Test
  void aStateHasADirection() {
    EspState state = EspState.of(INBOUND, CLIENT, 2, GCM, true, Replay.fresh(0).havingSent(7));
    byte[] without = StateMessage.add(state).payload();
    byte[] with = StateMessage.add(state.directed(SaDirection.OUT)).payload();

    assertThat(Arrays.copyOf(with, without.length)).isEqualTo(without);
    assertThat(HexFormat.of().formatHex(with, without.length, with.length))
        .isEqualTo(
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? "0500210002000000"
                : "0005002102000000");
    for (SaDirection direction : SaDirection.values()) {
      EspState directed = state.directed(direction);
      byte[] payload = StateMessage.add(directed).payload();
      assertThat(StateMessage.read(IpXfrm.message(Xfrm.XFRM_MSG_NEWSA, payload)))
          .contains(directed);
    }
  }

  /** "ip" cannot ask for that either. */
  @Test
  void aStateTellsAfterSoManyPacketsAndAtNoTime() {
    EspState state = EspState.of(INBOUND, CLIENT, 2, GCM, true, Replay.fresh(128));
    byte[] without = StateMessage.add(state).payload();
    byte[] with = StateMessage.add(state.tellingAdvances(0x01020304)).payload();

    assertThat(Arrays.copyOf(with, without.length)).isEqualTo(without);
    assertThat(HexFormat.of().formatHex(with, without.length, with.length))
        .isEqualTo(
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? "08000b0004030201" + "08000c0000000000"
                : "0008000b01020304" + "0008000c00000000");
  }

  @Test
  void statesAsTheKernelListsThem() {
    EspState out = StateMessage.read(IpXfrm.message("listed-out")).orElseThrow();
    assertThat(out.id().spi()).isEqualTo(0xC1C2C3C4);
    assertThat(out.source()).isEqualTo(HEADEND);
    assertThat(out.reqid()).isEqualTo(0x100);
    assertThat(out.algorithm()).isEqualTo(CBC);
    assertThat(out.encapsulation()).contains(new EncapsulationPorts(4500, 4600));
    assertThat(out.lifetime()).isEqualTo(Lifetime.ENDLESS.withPackets(2, 4));
    assertThat(out.replay()).isEqualTo(Replay.fresh(64).havingSent(2));
    assertThat(out.usage().octets()).isEqualTo(168);
    assertThat(out.usage().packets()).isEqualTo(2);

    EspState in = StateMessage.read(IpXfrm.message("listed-in")).orElseThrow();
    assertThat(in.algorithm()).isEqualTo(GCM);
    assertThat(in.extendedSequenceNumbers()).isTrue();
    assertThat(in.replay()).isEqualTo(new Replay(0, 3, 64, List.of(0b110, 0)));
    // Linux before 6.2 does not tell when a state was last used.
    assertThat(in.lastUsedSeconds()).isZero();
  }

  @Test
  void aStateForMarkedPacketsOfAnInterfaceAsTheKernelListsIt() {
    EspState state = StateMessage.read(IpXfrm.message("listed-marked")).orElseThrow();

    assertThat(state.id()).isEqualTo(INBOUND);
    assertThat(state.algorithm()).isEqualTo(GCM);
    assertThat(state.scope())
        .isEqualTo(
            new EspState.Scope(
                Optional.empty(),
                Optional.of(new Mark(5, 0xFF)),
                Optional.of(new Mark(6, 0xF)),
                OptionalInt.of(9)));
  }

  @Test
  void policiesAsTheKernelListsThem() {
    List<XfrmPolicy> listed =
        List.of("listed-policy-1", "listed-policy-2").stream()
            .map(name -> PolicyMessage.read(IpXfrm.message(name)).orElseThrow())
            .toList();
    InetAddress client = InetAddress.ofLiteral("203.0.113.2");
    assertThat(listed)
        .containsExactlyInAnyOrder(
            XfrmPolicy.of(
                PolicyDirection.OUT,
                XfrmSelector.between(EVERYTHING, INSIDE),
                7,
                new XfrmTemplate(HEADEND, client, 0xC1C2C3C4, 0x100)),
            XfrmPolicy.of(
                PolicyDirection.IN,
                XfrmSelector.between(INSIDE, EVERYTHING),
                7,
                new XfrmTemplate(ANY, ANY, 0, 2)));
  }

  @Test
  void whatTheKernelTells() {
    InetAddress client = InetAddress.ofLiteral("203.0.113.2");
    assertThat(XfrmEvent.read(IpXfrm.message("mapping")))
        .contains(
            new XfrmEvent.Mapped(
                INBOUND,
                2,
                new InetSocketAddress(client, 4501),
                new InetSocketAddress(client, 4600)));
    assertThat(XfrmEvent.read(IpXfrm.message("expire")))
        .contains(
            new XfrmEvent.Expired(
                new SaId(HEADEND, 0x900), 2, new Usage(0, 0, 1_796_071_893, 0), true));
    assertThat(XfrmEvent.read(IpXfrm.message("acquire")))
        .contains(new XfrmEvent.Acquired(new SaId(client, 0xC1C2C3C4)));
    assertThat(XfrmEvent.read(IpXfrm.message("newae")).orElseThrow())
        .isInstanceOfSatisfying(
            XfrmEvent.Advanced.class,
            advanced -> {
              assertThat(advanced.id()).isEqualTo(INBOUND);
              assertThat(advanced.replay().orElseThrow().received()).isPositive();
            });
    assertThat(XfrmEvent.read(IpXfrm.message("listed-in"))).isEmpty();
  }

  @Test
  void keysAreNotPrinted() {
    EspState state = EspState.of(INBOUND, CLIENT, 2, CBC, false, Replay.fresh(64));
    assertThat(state.toString())
        .contains("Secret(16 octets)", "Secret(32 octets)")
        .doesNotContain("20212223");
    assertThat(StateMessage.add(state).toString()).isEqualTo("NetlinkRequest(type 16, 448 octets)");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Prefix(HEADEND, 33)).hasMessage("a prefix of 33 bits, of 32");
    assertThatThrownBy(() -> Replay.fresh(4097)).hasMessage("a replay window of 4097 packets");
    assertThatThrownBy(() -> new PortMask(70_000, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                XfrmSelector.between(EVERYTHING, Prefix.only(InetAddress.ofLiteral("2001:db8::1"))))
        .hasMessage("a selector from 0.0.0.0/0 to 2001:db8:0:0:0:0:0:1/128");
  }

  private static Secret counting(int first, int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (first + i);
    }
    return Secret.owned(octets);
  }
}
