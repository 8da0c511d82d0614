package io.gatehouse.benchmark.piece;

import io.gatehouse.client.initiator.Effect;
import io.gatehouse.client.initiator.Initiator;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionSpiMint;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict.Granted;
import io.gatehouse.protocol.ike.exchange.Context;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The simulated client and the headend's responder without a network between them: what the client
 * sent, and what came of it.
 *
 * @param saInit the IKE_SA_INIT request
 * @param auth the IKE_AUTH request, in one datagram
 */
record Handshake(Octets saInit, Octets auth, Established session) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SpiLayout SPIS = new SpiLayout(Secret.owned(RANDOM.generateSeed(32)));
  private static final Path PATH =
      new Path(endpoint("192.0.2.1"), endpoint("198.51.100.7"), "vpn1");

  static Handshake first() {
    return of(new SessionNumber(1));
  }

  /**
   * @param number decides on SPIs and inside address
   */
  static Handshake of(SessionNumber number) {
    Context headend =
        new Context(
            Instant.now(),
            RANDOM,
            EphemeralKeySource.generating(RANDOM),
            PskPolicy.headend(),
            new SessionSpiMint(SPIS, number));
    Initiator client = new Initiator(PskPolicy.client("user" + number.value()), RANDOM);

    Octets saInit = sent(client.begin(headend.now()));
    Step agreed =
        Responder.step(new SessionState.Vacant(), new Input.Datagram(PATH, saInit), headend);
    Octets response = only(agreed, Decision.Transmit.class).datagrams().getFirst();
    Octets auth = sent(client.receive(response, headend.now()));
    Step proven = Responder.step(agreed.state(), new Input.Datagram(PATH, auth), headend);
    return new Handshake(saInit, auth, establish(proven, address(number), headend));
  }

  private static Authorization withPool(Authorization user) {
    return new Authorization(
        user.userName(),
        user.framedAddress(),
        Optional.of("REMOTE"),
        user.netmask(),
        user.dns(),
        user.wins(),
        user.defaultDomain(),
        user.splitDns(),
        user.splitInclude(),
        user.banner(),
        user.sessionTimeout(),
        user.idleTimeout(),
        user.radiusClass());
  }

  private static Established establish(Step proven, InetAddress address, Context headend) {
    var request = only(proven, Decision.Authorize.class).request();
    var granted =
        new Input.Authorized(request.id(), new Granted(withPool(request.authenticated())));
    Step authorized = Responder.step(proven.state(), granted, headend);
    long leaseId = only(authorized, Decision.LeaseAddress.class).requestId();
    var leased = new Input.AddressLeased(leaseId, List.of(new Lease("REMOTE", address)));
    return (Established) Responder.step(authorized.state(), leased, headend).state();
  }

  private static <D extends Decision> D only(Step step, Class<D> type) {
    return step.decisions().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + type.getSimpleName()));
  }

  private static Octets sent(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Send.class::isInstance)
        .map(effect -> ((Effect.Send) effect).message())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the client has given up"));
  }

  private static InetSocketAddress endpoint(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 4500);
  }

  private static InetAddress address(SessionNumber number) {
    return InetAddress.ofLiteral(
        "10.%d.%d.%d".formatted(number.shard(), number.slot() >>> Byte.SIZE, number.slot() & 0xFF));
  }
}
