package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import java.util.List;

/**
 * One acceptable combination for an IKE SA: {@code crypto ikev2 proposal}. Each list is in order of
 * preference.
 */
public record IkeProposal(
    String name,
    List<EncryptionChoice> encryption,
    List<Integrity> integrity,
    List<Prf> prf,
    List<KeyExchangeMethod> keyExchange) {
  public IkeProposal {
    encryption = List.copyOf(encryption);
    integrity = List.copyOf(integrity);
    prf = List.copyOf(prf);
    keyExchange = List.copyOf(keyExchange);
  }
}
