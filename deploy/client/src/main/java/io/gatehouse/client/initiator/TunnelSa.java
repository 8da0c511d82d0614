package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;

/**
 * A pair of ESP SAs, seen from the client.
 *
 * @param inboundKey encryption key, with the AEAD's salt at its end
 * @param inboundIntegrityKey empty for an AEAD
 * @param local the client's side
 * @param remote what lies behind the headend
 */
public record TunnelSa(
    int inboundSpi,
    int outboundSpi,
    EspSuite suite,
    Secret inboundKey,
    Secret inboundIntegrityKey,
    Secret outboundKey,
    Secret outboundIntegrityKey,
    List<TrafficSelector> local,
    List<TrafficSelector> remote) {
  public TunnelSa {
    local = List.copyOf(local);
    remote = List.copyOf(remote);
  }
}
