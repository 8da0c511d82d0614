package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.MessageProtection;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.CiscoFragment;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one IKE SA: protected, in fragments where need be, in order, with a window of one
 * in both directions (RFC 7296 section 2.3).
 */
final class IkeChannel {

  private static final int CISCO_FRAGMENT_HEADER = 8;

  private final Surroundings surroundings;
  private final IkeSa sa;
  private final Fragmentation fragmentation;
  private final MessageProtection outbound;
  private final MessageOpener opener;
  private int nextRequest;
  private int expectedRequest;
  private int nextFragmentId = 1;
  private List<Octets> lastResponse = List.of();
  private Optional<PendingRequest> pending = Optional.empty();

  /**
   * A channel for {@code sa}.
   *
   * @param firstRequest message id of the first request: 1 after IKE_SA_INIT, 0 after a rekeying
   */
  IkeChannel(Surroundings surroundings, IkeSa sa, Fragmentation fragmentation, int firstRequest) {
    this.surroundings = surroundings;
    this.sa = sa;
    this.fragmentation = fragmentation;
    this.outbound = sa.inbound();
    this.opener = MessageOpener.ofHeadend(sa);
    this.nextRequest = firstRequest;
  }

  IkeSa sa() {
    return sa;
  }

  Fragmentation fragmentation() {
    return fragmentation;
  }

  /** Whether a request waits for its response, so that the next one must wait too. */
  boolean busy() {
    return pending.isPresent();
  }

  void request(ExchangeType exchange, List<Payload> payloads, Instant now) {
    IkeHeader header =
        IkeHeader.request(sa.initiatorSpi(), sa.responderSpi(), exchange, true, nextRequest);
    pending =
        Optional.of(
            PendingRequest.send(
                surroundings, exchange.name(), true, datagrams(header, payloads), now));
  }

  void respond(IkeMessage request, List<Payload> payloads) {
    lastResponse = datagrams(request.header().toResponse(), payloads);
    expectedRequest++;
    surroundings.outbox().send(true, lastResponse);
  }

  /**
   * The message in {@code datagram}, if it is the next one; repeated requests are answered here.
   */
  Optional<IkeMessage> receive(Octets datagram) {
    return opener.open(datagram).filter(message -> isNext(message));
  }

  private boolean isNext(IkeMessage message) {
    IkeHeader header = message.header();
    if (header.response()) {
      return tookResponse(header);
    }
    Optional<Synchronization> sync = Synchronization.in(message);
    if (sync.isPresent()) {
      synchronize(header, sync.get());
      return false;
    }
    if (header.messageId() == expectedRequest - 1) {
      surroundings.outbox().send(true, lastResponse);
    }
    return header.messageId() == expectedRequest;
  }

  /**
   * The headend has come back from a loss. A request of the client's that waits for its response
   * keeps its id.
   */
  private void synchronize(IkeHeader request, Synchronization sync) {
    boolean old = Integer.compareUnsigned(sync.next(), expectedRequest) < 0;
    if (old || surroundings.settings().messageIdSync() != MessageIdSync.ANSWERED) {
      return;
    }
    Synchronization answer = sync.answer(nextRequest, expectedRequest);
    expectedRequest = answer.expected();
    nextRequest = busy() ? nextRequest : answer.next();
    surroundings.outbox().send(true, datagrams(request.toResponse(), List.of(answer.payload())));
    surroundings.outbox().report(new ClientEvent.Synchronized(answer.next(), answer.expected()));
  }

  private boolean tookResponse(IkeHeader header) {
    if (pending.isEmpty() || header.messageId() != nextRequest) {
      return false;
    }
    pending = Optional.empty();
    nextRequest++;
    return true;
  }

  /** Sends the pending request again when it is time. False when the headend is given up. */
  boolean tick(Instant now) {
    if (pending.isEmpty()) {
      return true;
    }
    pending = pending.get().tick(surroundings, now);
    return pending.isPresent();
  }

  Optional<Instant> deadline() {
    return pending.map(PendingRequest::deadline);
  }

  private List<Octets> datagrams(IkeHeader header, List<Payload> payloads) {
    int maximum = surroundings.settings().maximumMessage();
    return switch (fragmentation) {
      case NONE -> List.of(outbound.protect(header, payloads, surroundings.random()));
      case RFC7383 -> outbound.protectInFragments(header, payloads, maximum, surroundings.random());
      case CISCO -> {
        Octets whole = outbound.protect(header, payloads, surroundings.random());
        yield whole.length() <= maximum ? List.of(whole) : ciscoFragments(header, whole, maximum);
      }
    };
  }

  private List<Octets> ciscoFragments(IkeHeader header, Octets whole, int maximum) {
    int room = maximum - IkeHeader.LENGTH - CISCO_FRAGMENT_HEADER;
    int id = nextFragmentId++ & 0xFFFF;
    List<Octets> fragments = new ArrayList<>();
    for (int from = 0; from < whole.length(); from += room) {
      int to = Math.min(from + room, whole.length());
      boolean last = to == whole.length();
      var fragment = new CiscoFragment(id, fragments.size() + 1, last, whole.slice(from, to));
      fragments.add(MessageCodec.encode(header, fragment));
    }
    return fragments;
  }
}
