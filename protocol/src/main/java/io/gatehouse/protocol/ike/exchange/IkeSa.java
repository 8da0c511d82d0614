package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.IkeKeys;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.MessageProtection;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;

/** The keys of an IKE SA in which the client is the original initiator. */
public record IkeSa(long initiatorSpi, long responderSpi, IkeSuite suite, IkeKeys keys) {

  /** Protection of what the headend sends. */
  public MessageProtection outbound() {
    return MessageProtection.ofResponder(suite, keys);
  }

  /** Protection of what the client sends. */
  public MessageProtection inbound() {
    return MessageProtection.ofInitiator(suite, keys);
  }

  /** The header of a request that the headend begins. */
  public IkeHeader request(ExchangeType exchange, int messageId) {
    return IkeHeader.request(initiatorSpi, responderSpi, exchange, false, messageId);
  }

  /** The header of the headend's response to the client's request {@code messageId}. */
  public IkeHeader response(ExchangeType exchange, int messageId) {
    return IkeHeader.request(initiatorSpi, responderSpi, exchange, true, messageId).toResponse();
  }
}
