package io.gatehouse.cluster.session;

import io.gatehouse.protocol.accounting.Account;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.accounting.Reading;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeKeys;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Fragments;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.Outstanding;
import io.gatehouse.protocol.ike.exchange.Outstanding.Purpose;
import io.gatehouse.protocol.ike.exchange.OwnMessageIds;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.Peer;
import io.gatehouse.protocol.ike.exchange.RequestWindow;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.exchange.Timing;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.DeadPeerDetection;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Established sessions with something in every field, or with nothing wherever that may be. */
public final class RandomSessions {

  private final Random random;

  public RandomSessions(long seed) {
    random = new Random(seed);
  }

  public Established next() {
    return next(maybe(this::outstanding));
  }

  Established next(Optional<Outstanding> outstanding) {
    // Drawn last: the record of version 1 that the tests keep was made without it.
    Established without = withoutAccount(outstanding);
    Optional<Account> account = maybe(this::account);
    Authorization authorization =
        without
            .authorization()
            .withAccounting(account.map(Account::terms))
            .withIpv6(maybe(this::ipv6), maybe(() -> text(6)));
    boolean ipv4 = without.lease().filter(lease -> isIpv4(lease.address())).isPresent();
    List<Lease> leases = new ArrayList<>(without.leases());
    maybe(() -> new Lease(text(8), ipv6())).filter(_ -> ipv4).ifPresent(leases::add);
    return ChangedSession.of(without)
        .authorization(authorization)
        .leases(leases)
        .account(account)
        .done();
  }

  private InetAddress ipv6() {
    return InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(random.nextInt(1, 65_536)));
  }

  private static boolean isIpv4(InetAddress address) {
    return AddressFamily.of(address) == AddressFamily.IPV4;
  }

  private Established withoutAccount(Optional<Outstanding> outstanding) {
    return new Established(
        text(16),
        participants(),
        ikeSa(),
        window(),
        Fragments.none(),
        maybe(() -> new Established.Retiring(ikeSa(), window(), instant())),
        ownIds(),
        outstanding,
        new Peer(
            random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean()),
        path(),
        authorization(),
        maybe(() -> new Lease(text(8), address())),
        Optional.empty(),
        some(3, this::childSa),
        random.nextInt(256),
        random.nextInt(256),
        instant(),
        instant(),
        maybe(this::instant),
        maybe(this::instant),
        maybe(() -> one(SessionEvent.Cause.values())),
        new Timing(
            duration(),
            duration(),
            OptionalLong.empty(),
            maybe(this::duration),
            maybe(() -> new DeadPeerDetection(duration(), duration(), random.nextInt(1, 10)))),
        instant(),
        instant());
  }

  private Account account() {
    return new Account(
        new AccountingTerms(text(8), maybe(this::duration), maybe(this::address)),
        usage(),
        some(3, () -> new Reading(random.nextInt(), random.nextInt(33), usage())),
        maybe(this::instant),
        duration());
  }

  private Usage usage() {
    return new Usage(count(), count(), count(), count());
  }

  private long count() {
    return random.nextLong(Long.MAX_VALUE);
  }

  private OwnMessageIds ownIds() {
    int next = random.nextInt();
    return new OwnMessageIds(next, 0, next);
  }

  /** Not the last one: the record of version 1 that the tests keep was made without it. */
  Outstanding outstanding() {
    return outstanding(purposes().get(random.nextInt(purposes().size() - 1)));
  }

  Outstanding outstanding(Purpose purpose) {
    return new Outstanding(
        random.nextInt(), purpose, some(3, () -> octets(80)), random.nextInt(5), instant());
  }

  /** One of each kind, as they come back from the store: without the private key. */
  List<Purpose> purposes() {
    return List.of(
        new Purpose.Liveness(),
        new Purpose.DeleteChildSa(random.nextInt()),
        new Purpose.DeleteIkeSa(one(SessionEvent.Cause.values())),
        rekey(Optional.empty()),
        new Purpose.CatchUp());
  }

  Purpose.RekeyChildSa rekey(Optional<EphemeralKey> key) {
    return new Purpose.RekeyChildSa(
        random.nextInt(),
        random.nextInt(),
        octets(32),
        espSuite(),
        key,
        maybe(() -> new Purpose.Collision(random.nextInt(), octets(32))));
  }

  static EphemeralKey key() {
    return EphemeralKey.generate(KeyExchangeMethod.CURVE25519, new SecureRandom());
  }

  private Participants participants() {
    return new Participants(
        text(8),
        identification(),
        identification(),
        text(12),
        one(AuthorizationRequest.Method.values()),
        "RSA");
  }

  private Identification identification() {
    return new Identification(random.nextInt(1, 12), octets(20));
  }

  private IkeSa ikeSa() {
    IkeSuite suite =
        new IkeSuite(
            one(Encryption.values()),
            256,
            maybe(() -> one(Integrity.values())),
            one(Prf.values()),
            one(KeyExchangeMethod.values()));
    IkeKeys keys =
        new IkeKeys(secret(), secret(), secret(), secret(), secret(), secret(), secret());
    return new IkeSa(random.nextLong(), random.nextLong(), suite, keys);
  }

  private EspSuite espSuite() {
    return new EspSuite(
        one(Encryption.values()),
        128,
        maybe(() -> one(Integrity.values())),
        maybe(() -> one(KeyExchangeMethod.values())),
        random.nextBoolean());
  }

  private RequestWindow window() {
    int next = random.nextInt(1_000);
    return new RequestWindow(
        next, next, random.nextBoolean(), some(3, () -> octets(120)), random.nextInt(1_000), false);
  }

  private ChildSa childSa() {
    return new ChildSa(
        random.nextInt(),
        random.nextInt(),
        espSuite(),
        secret(),
        secret(),
        secret(),
        secret(),
        some(3, this::selector),
        some(3, this::selector),
        one(ChildSa.Stage.values()),
        instant(),
        instant(),
        Optional.empty(),
        random.nextInt(5),
        0,
        OptionalInt.empty());
  }

  private TrafficSelector selector() {
    InetAddress address = address();
    return new TrafficSelector(random.nextInt(256), 0, 65_535, address, address);
  }

  private Authorization authorization() {
    return new Authorization(
        text(10),
        maybe(this::address),
        maybe(() -> text(6)),
        maybe(this::address),
        some(2, this::address),
        some(2, this::address),
        maybe(() -> text(10)),
        some(2, () -> text(10)),
        some(4, () -> new Network(address(), 24)),
        maybe(() -> text(40)),
        maybe(this::duration),
        maybe(this::duration),
        some(2, () -> octets(10)));
  }

  private Path path() {
    InetSocketAddress local = end();
    InetSocketAddress remote = end();
    return new Path(local, remote, "vpn" + remote.getPort() % 3);
  }

  private InetSocketAddress end() {
    return new InetSocketAddress(address(), random.nextInt(65_536));
  }

  private InetAddress address() {
    try {
      return InetAddress.getByAddress(octets(random.nextBoolean() ? 4 : 16).toArray());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Instant instant() {
    return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
  }

  private Duration duration() {
    return Duration.ofMillis(random.nextInt(1, 100_000_000));
  }

  private Octets octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return Octets.owned(octets);
  }

  private Secret secret() {
    return Secret.owned(octets(36).toArray());
  }

  private String text(int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> some(int most, Supplier<T> value) {
    List<T> all = new ArrayList<>();
    int count = random.nextInt(1, most + 1);
    for (int i = 0; i < count; i++) {
      all.add(value.get());
    }
    return all;
  }
}
