package io.gatehouse.protocol.ike.exchange;

/** Makes the SPIs of one session: each says which session it belongs to. */
public interface SpiMint {

  /**
   * @param generation 0 for the first IKE SA, one more after each rekey, modulo 256
   */
  long ikeSpi(int generation);

  /**
   * @param generation 0 to 255, not in use by another CHILD SA of the session
   */
  int espSpi(int generation);
}
