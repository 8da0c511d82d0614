package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** IKE_SA_INIT (RFC 7296 sections 1.2 and 2.6). */
record SaInit(Surroundings surroundings, SaInitRequest request, PendingRequest pending, int rounds)
    implements Phase {

  /** A cookie, another group, and both again: more is a headend that does not know its mind. */
  private static final int MAXIMUM_ROUNDS = 5;

  private static final int FIRST_IKE_AUTH = 1;

  static Phase begin(Surroundings surroundings, Instant now) {
    KeyExchangeMethod method = surroundings.settings().firstKeyExchange();
    var request =
        new SaInitRequest(
            surroundings.ikeSpi(),
            surroundings.nonce(),
            method,
            EphemeralKey.generate(method, surroundings.random()),
            Optional.empty());
    return send(surroundings, request, 1, now);
  }

  private static Phase send(
      Surroundings surroundings, SaInitRequest request, int rounds, Instant now) {
    var pending =
        PendingRequest.send(
            surroundings,
            ExchangeType.IKE_SA_INIT.name(),
            false,
            List.of(request.encode(surroundings)),
            now);
    surroundings.outbox().reached(Milestone.SA_INIT_REQUEST);
    return new SaInit(surroundings, request, pending, rounds);
  }

  @Override
  public Phase receive(Octets datagram, Instant now) {
    return MessageCodec.decode(datagram) instanceof MessageCodec.Whole whole
            && answersThis(whole.message().header())
        ? received(whole.message(), datagram, now)
        : this;
  }

  private boolean answersThis(IkeHeader header) {
    return header.response()
        && header.is(ExchangeType.IKE_SA_INIT)
        && header.initiatorSpi() == request.spi()
        && header.messageId() == 0;
  }

  private Phase received(IkeMessage response, Octets datagram, Instant now) {
    Optional<Payload.Notify> cookie = response.notify(NotifyType.COOKIE);
    if (cookie.isPresent()) {
      return again(request.with(cookie.get().data()), now);
    }
    Optional<Payload.Notify> wrongGroup = response.notify(NotifyType.INVALID_KE_PAYLOAD);
    if (wrongGroup.isPresent()) {
      return otherGroup(wrongGroup.get().data(), now);
    }
    Optional<String> error = Errors.in(response);
    return error.isPresent()
        ? fail("the headend refuses IKE_SA_INIT: " + error.get())
        : agreed(response, datagram, now);
  }

  private Phase again(SaInitRequest changed, Instant now) {
    return rounds == MAXIMUM_ROUNDS
        ? fail("the headend rejects one IKE_SA_INIT after the other")
        : send(surroundings, changed, rounds + 1, now);
  }

  private Phase otherGroup(Octets wanted, Instant now) {
    return Optional.of(wanted)
        .filter(data -> data.length() == 2)
        .flatMap(data -> KeyExchangeMethod.of(data.buffer().getShort()))
        .map(
            method ->
                again(
                    request.with(method, EphemeralKey.generate(method, surroundings.random())),
                    now))
        .orElseGet(() -> fail("the headend wants an unknown key exchange method"));
  }

  private Phase agreed(IkeMessage response, Octets datagram, Instant now) {
    Optional<IkeSuite> suite =
        response
            .first(Payload.SecurityAssociation.class)
            .flatMap(
                answer ->
                    ProposalOffer.initialIkeAnswer(
                        surroundings.settings().ikeProposals(),
                        answer.proposals(),
                        request.method()))
            .map(chosen -> chosen.suite());
    Optional<Secret> shared =
        response
            .first(Payload.KeyExchange.class)
            .filter(exchange -> exchange.method() == request.method().id())
            .flatMap(exchange -> request.key().agree(exchange.data()));
    Optional<Octets> nonce = response.first(Payload.Nonce.class).map(Payload.Nonce::data);
    return suite.isPresent() && shared.isPresent() && nonce.isPresent()
        ? keyed(suite.get(), shared.get(), nonce.get(), response, datagram, now)
        : fail("the headend's IKE_SA_INIT response is no answer to what was offered");
  }

  private Phase keyed(
      IkeSuite suite,
      Secret shared,
      Octets responderNonce,
      IkeMessage response,
      Octets datagram,
      Instant now) {
    long responderSpi = response.header().responderSpi();
    var keys =
        KeyDerivation.initial(
            suite, shared, request.nonce(), responderNonce, request.spi(), responderSpi);
    var sa = new IkeSa(request.spi(), responderSpi, suite, keys);
    surroundings.outbox().logKeys(sa);
    surroundings.outbox().reached(Milestone.SA_INIT_RESPONSE);
    var handshake =
        new Handshake(
            request.encode(surroundings),
            datagram,
            request.nonce(),
            responderNonce,
            sa,
            hashes(response));
    var channel = new IkeChannel(surroundings, sa, agreedFragmentation(response), FIRST_IKE_AUTH);
    return Authenticating.begin(surroundings, handshake, channel, now);
  }

  private Fragmentation agreedFragmentation(IkeMessage response) {
    boolean known =
        switch (surroundings.settings().fragmentation()) {
          case NONE -> true;
          case RFC7383 -> response.notify(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED).isPresent();
          case CISCO ->
              response
                  .all(Payload.VendorId.class)
                  .anyMatch(vendor -> vendor.data().startsWith(VendorIds.CISCO_FRAGMENTATION));
        };
    return known ? surroundings.settings().fragmentation() : Fragmentation.NONE;
  }

  /** RFC 7427 section 4: a list of 16-bit numbers. */
  private static Set<Hash> hashes(IkeMessage response) {
    Set<Hash> hashes = EnumSet.noneOf(Hash.class);
    response
        .notify(NotifyType.SIGNATURE_HASH_ALGORITHMS)
        .ifPresent(
            notify -> {
              var numbers = notify.data().buffer();
              while (numbers.remaining() >= 2) {
                Hash.of(numbers.getShort()).ifPresent(hashes::add);
              }
            });
    return hashes;
  }

  private Phase fail(String reason) {
    surroundings.outbox().report(new ClientEvent.Failed(reason));
    return new Over();
  }

  @Override
  public Phase tick(Instant now) {
    return pending
        .tick(surroundings, now)
        .<Phase>map(sent -> new SaInit(surroundings, request, sent, rounds))
        .orElseGet(Over::new);
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.of(pending.deadline());
  }
}
