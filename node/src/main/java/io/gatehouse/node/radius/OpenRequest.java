package io.gatehouse.node.radius;

import io.gatehouse.protocol.octets.Octets;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request that waits for its reply. What is sent again is octet for octet what was sent first.
 */
final class OpenRequest {

  private final Slots.Slot slot;
  private final Octets packet;
  private final ReplyDecoder decoder;
  private final Consumer<Optional<Reply.Genuine>> outcome;
  private int retransmissions;
  private Optional<Future<?>> timer = Optional.empty();

  /**
   * @param decoder of replies to it
   * @param retransmissions how often it may be sent again
   * @param outcome is told once: empty when nobody answered
   */
  OpenRequest(
      Slots.Slot slot,
      Octets packet,
      ReplyDecoder decoder,
      int retransmissions,
      Consumer<Optional<Reply.Genuine>> outcome) {
    this.slot = slot;
    this.packet = packet;
    this.decoder = decoder;
    this.retransmissions = retransmissions;
    this.outcome = outcome;
  }

  Slots.Slot slot() {
    return slot;
  }

  Octets packet() {
    return packet;
  }

  Reply decode(byte[] datagram) {
    return decoder.decode(
        datagram, packet.slice(RadiusPacket.AUTHENTICATOR, RadiusPacket.HEADER).toArray());
  }

  void startTimer(Future<?> newTimer) {
    timer = Optional.of(newTimer);
  }

  /** Whether it may be sent once more; counts that it is. */
  boolean retransmit() {
    return retransmissions-- > 0;
  }

  void finish(Optional<Reply.Genuine> reply) {
    timer.ifPresent(running -> running.cancel(false));
    outcome.accept(reply);
  }
}
