package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AccessReply.Unanswered;
import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.cluster.accounting.AccountingReply;
import io.gatehouse.cluster.accounting.AccountingRequest;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.node.radius.LinkStatistics.Event;
import io.gatehouse.node.radius.Reply.Genuine;
import io.gatehouse.node.radius.Reply.Reason;
import io.gatehouse.protocol.octets.Octets;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The requests to one server, on the event loop only. A reply belongs to the request with the same
 * socket and identifier; what is not genuine leaves the request waiting.
 */
final class RadiusLink {

  private static final InstantSource CLOCK = InstantSource.system();

  private final RadiusServer server;
  private final RadiusSettings settings;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private final List<RadiusSocket> sockets = new ArrayList<>();
  private final Slots slots;
  private final Map<Slots.Slot, OpenRequest> open = new HashMap<>();
  private final RequestEncoder encoder;
  private final ReplyDecoder decoder;
  private final ReplyDecoder probeDecoder;
  private final DiscardLog discards;
  private final SecureRandom random = new SecureRandom();
  private final LinkStatistics statistics;
  private final ServerWatch watch;
  private boolean probing;

  RadiusLink(
      RadiusServer server,
      Service service,
      RadiusSettings settings,
      RadiusTransport transport,
      LinkStatistics statistics) {
    this.statistics = statistics;
    this.watch = new ServerWatch(server.name(), service, settings.deadTime(), statistics);
    this.server = server;
    this.settings = settings;
    this.loop = transport.loop();
    this.address = new InetSocketAddress(server.address(), service.port(server));
    this.slots = new Slots(settings.sockets());
    this.encoder = new RequestEncoder(server.key(), nasAddress(settings, address));
    this.probeDecoder = new ReplyDecoder(server.key(), false, service);
    this.decoder =
        switch (service) {
          case AUTHENTICATION ->
              new ReplyDecoder(server.key(), settings.requireMessageAuthenticator(), service);
          // RFC 2866 knows no Message-Authenticator.
          case ACCOUNTING -> probeDecoder;
        };
    this.discards = new DiscardLog(server.name());
    for (int number = 0; number < settings.sockets(); number++) {
      int socket = number;
      sockets.add(
          new RadiusSocket(
              transport, address, (source, datagram) -> received(socket, source, datagram)));
    }
  }

  private static List<RadiusAttribute> nasAddress(
      RadiusSettings settings, InetSocketAddress server) {
    return NasAddress.of(settings, server)
        .map(NasAddress::attribute)
        .map(List::of)
        .orElse(List.of());
  }

  /** Whether nobody waits for an answer. */
  boolean isIdle() {
    return open.isEmpty();
  }

  /** An idle one. */
  void close() {
    sockets.forEach(RadiusSocket::close);
  }

  boolean isAlive() {
    return watch.isAlive();
  }

  /** Tells {@code outcome} once, at the latest when the last retransmission has timed out. */
  void send(AccessRequest request, Consumer<AccessReply> outcome) {
    Optional<Slots.Slot> slot = slots.take();
    if (slot.isEmpty()) {
      statistics.count(Event.REFUSALS);
      outcome.accept(new Unanswered(allInUse()));
      return;
    }
    Optional<PasswordProof> proof = PasswordProof.of(request, server.passwordProtocol(), random);
    Optional<Octets> packet =
        encoder.accessRequest(slot.get().identifier(), authenticator(), request, proof);
    if (packet.isEmpty()) {
      slots.giveBack(slot.get());
      statistics.count(Event.REFUSALS);
      outcome.accept(new Unanswered(tooLong("Access-Request")));
      return;
    }
    long now = System.nanoTime();
    open(slot.get(), packet.get(), reply -> outcome.accept(accessReply(reply, proof, now)));
  }

  /** As the other; a retransmission says the same delay, as it must to be the same packet. */
  void send(AccountingRequest request, Consumer<AccountingReply> outcome) {
    Optional<Slots.Slot> slot = slots.take();
    if (slot.isEmpty()) {
      statistics.count(Event.REFUSALS);
      outcome.accept(new AccountingReply.Unanswered(allInUse()));
      return;
    }
    Optional<Octets> packet =
        encoder.accountingRequest(slot.get().identifier(), request, secondsSince(request));
    if (packet.isEmpty()) {
      slots.giveBack(slot.get());
      statistics.count(Event.REFUSALS);
      outcome.accept(new AccountingReply.Unsendable(tooLong("Accounting-Request")));
      return;
    }
    long now = System.nanoTime();
    statistics.count(request);
    open(slot.get(), packet.get(), reply -> outcome.accept(accountingReply(reply, now)));
  }

  private static int secondsSince(AccountingRequest request) {
    return Math.toIntExact(
        Math.clamp(
            Duration.between(request.occurredAt(), CLOCK.instant()).toSeconds(),
            0,
            Integer.MAX_VALUE));
  }

  private String allInUse() {
    return "RADIUS server %s: all %d identifiers are in use"
        .formatted(server.name(), sockets.size() * RadiusPacket.IDENTIFIERS);
  }

  private static String tooLong(String kind) {
    return "the %s would be longer than %d octets".formatted(kind, RadiusPacket.MAXIMUM_LENGTH);
  }

  private void open(Slots.Slot slot, Octets packet, Consumer<Optional<Genuine>> outcome) {
    statistics.count(Event.REQUESTS);
    statistics.began();
    transmit(new OpenRequest(slot, packet, decoder, server.retransmit(), outcome));
  }

  private void ended(Optional<Genuine> reply, long firstSent) {
    statistics.ended();
    reply.ifPresentOrElse(
        genuine -> statistics.answered(genuine.code(), System.nanoTime() - firstSent),
        () -> {
          statistics.count(Event.FAILURES);
          if (watch.fellSilent(firstSent)) {
            scheduleProbe();
          }
        });
  }

  private AccountingReply accountingReply(Optional<Genuine> reply, long firstSent) {
    ended(reply, firstSent);
    if (reply.isEmpty()) {
      return new AccountingReply.Unanswered(silent());
    }
    return new AccountingReply.Recorded();
  }

  private AccessReply accessReply(
      Optional<Genuine> reply, Optional<PasswordProof> proof, long firstSent) {
    ended(reply, firstSent);
    if (reply.isEmpty()) {
      return new Unanswered(silent());
    }
    Genuine genuine = reply.get();
    return switch (genuine.code()) {
      case ACCEPT ->
          proof
              .map(given -> accepted(genuine, given))
              .orElseGet(
                  () -> new AccessReply.Accept(genuine.attributes(), genuine.masterSessionKey()));
      case CHALLENGE -> new AccessReply.Challenge(server.name(), genuine.attributes());
      case REJECT -> new AccessReply.Reject(genuine.attributes());
      case RECORDED -> throw new IllegalStateException("no answer to an Access-Request");
    };
  }

  private String silent() {
    return "RADIUS server %s did not answer".formatted(server.name());
  }

  /** The keys that come with MS-CHAPv2 are those of MPPE, and no EAP method's. */
  private AccessReply accepted(Genuine genuine, PasswordProof proof) {
    return proof.isAnsweredBy(genuine.attributes())
        ? new AccessReply.Accept(genuine.attributes(), Optional.empty())
        : new Unanswered(
            "RADIUS server %s accepts a password that it does not know: MS-CHAP2-Success is wrong"
                .formatted(server.name()));
  }

  private byte[] authenticator() {
    byte[] authenticator = new byte[RadiusPacket.AUTHENTICATOR_LENGTH];
    random.nextBytes(authenticator);
    return authenticator;
  }

  private void transmit(OpenRequest request) {
    open.put(request.slot(), request);
    sockets.get(request.slot().socket()).send(request.packet());
    request.startTimer(
        loop.schedule(() -> timedOut(request), server.timeout().toNanos(), TimeUnit.NANOSECONDS));
  }

  private void timedOut(OpenRequest request) {
    statistics.count(Event.TIMEOUTS);
    if (request.retransmit()) {
      statistics.count(Event.RETRANSMISSIONS);
      transmit(request);
    } else {
      finish(request, Optional.empty());
    }
  }

  private void finish(OpenRequest request, Optional<Genuine> reply) {
    open.remove(request.slot());
    slots.giveBack(request.slot());
    request.finish(reply);
  }

  private void received(int socket, InetSocketAddress source, byte[] datagram) {
    if (!source.equals(address)) {
      discarded(Reason.WRONG_SOURCE);
    } else if (datagram.length < RadiusPacket.HEADER) {
      discarded(Reason.MALFORMED);
    } else {
      int identifier = Byte.toUnsignedInt(datagram[RadiusPacket.IDENTIFIER]);
      Optional.ofNullable(open.get(new Slots.Slot(socket, identifier)))
          .ifPresentOrElse(
              request -> answer(request, datagram), () -> discarded(Reason.UNSOLICITED));
    }
  }

  private void discarded(Reason reason) {
    statistics.discarded(reason);
    discards.discarded(reason, System.nanoTime());
  }

  private void answer(OpenRequest request, byte[] datagram) {
    switch (request.decode(datagram)) {
      case Genuine genuine -> {
        watch.answered();
        finish(request, Optional.of(genuine));
      }
      case Reply.Discarded(var reason) -> discarded(reason);
    }
  }

  private void scheduleProbe() {
    if (!probing) {
      probing = true;
      var _ = loop.schedule(this::probe, settings.probeInterval().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /**
   * RFC 5997. A server that does not know Status-Server comes back when its dead time is over. The
   * answer grants nobody anything, so Message-Authenticator may be missing: older servers leave it
   * out.
   */
  private void probe() {
    probing = false;
    if (!isAlive()) {
      slots.take().ifPresent(this::sendStatusServer);
      scheduleProbe();
    }
  }

  private void sendStatusServer(Slots.Slot slot) {
    Octets packet = encoder.statusServer(slot.identifier(), authenticator());
    transmit(new OpenRequest(slot, packet, probeDecoder, 0, _ -> {}));
  }
}
