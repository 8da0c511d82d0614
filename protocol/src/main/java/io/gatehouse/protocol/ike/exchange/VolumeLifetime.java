package io.gatehouse.protocol.ike.exchange;

/**
 * How much each direction of a CHILD SA may carry, in octets of inner packets (RFC 4301 section
 * 4.4.2.1).
 *
 * @param softOctets once it has carried so many, the headend rekeys it
 * @param hardOctets once it has carried so many, it carries nothing more and is deleted
 */
public record VolumeLifetime(long softOctets, long hardOctets) {

  /**
   * @throws IllegalArgumentException unless there is something before the soft limit, and the hard
   *     one is not below it
   */
  public VolumeLifetime {
    if (softOctets < 1 || hardOctets < softOctets) {
      throw new IllegalArgumentException(
          "a CHILD SA of %d octets that is rekeyed after %d".formatted(hardOctets, softOctets));
    }
  }
}
