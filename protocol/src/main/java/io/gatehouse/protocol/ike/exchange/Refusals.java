package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/** Error notifies that carry data (RFC 7296 section 3.10.1). */
final class Refusals {

  private Refusals() {}

  /** One octet: the type of the first payload that was critical and is unknown. */
  static Payload.Notify unsupportedCritical(List<Integer> types) {
    byte[] type = {types.getFirst().byteValue()};
    return Payload.Notify.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.owned(type));
  }

  /** Two octets: the key exchange method that would be accepted. */
  static Payload.Notify invalidKeyExchange(KeyExchangeMethod wanted) {
    byte[] id = {(byte) (wanted.id() >> 8), (byte) wanted.id()};
    return Payload.Notify.of(NotifyType.INVALID_KE_PAYLOAD, Octets.owned(id));
  }
}
