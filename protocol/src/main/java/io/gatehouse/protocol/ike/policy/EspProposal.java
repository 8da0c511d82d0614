package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import java.util.List;

/**
 * One acceptable combination for a CHILD SA: a transform set.
 *
 * @param keyExchange groups for PFS in order of preference; empty: PFS is not wanted, and is
 *     refused
 */
public record EspProposal(
    String name,
    List<EncryptionChoice> encryption,
    List<Integrity> integrity,
    List<KeyExchangeMethod> keyExchange) {
  public EspProposal {
    encryption = List.copyOf(encryption);
    integrity = List.copyOf(integrity);
    keyExchange = List.copyOf(keyExchange);
  }
}
