package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/**
 * RFC 7296 section 3.3.1.
 *
 * @param number 1 to 255
 * @param protocol {@link #IKE}, {@link #AH} or {@link #ESP}, or another number as sent
 * @param spi empty in IKE_SA_INIT, 8 octets for rekeying an IKE SA, 4 octets for ESP
 */
public record Proposal(int number, int protocol, Octets spi, List<Transform> transforms) {

  public static final int IKE = 1;
  public static final int AH = 2;
  public static final int ESP = 3;

  public Proposal {
    transforms = List.copyOf(transforms);
  }

  public Proposal withSpi(Octets newSpi) {
    return new Proposal(number, protocol, newSpi, transforms);
  }
}
