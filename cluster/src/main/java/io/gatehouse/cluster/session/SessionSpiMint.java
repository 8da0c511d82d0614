package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.SpiMint;

/** Makes the SPIs of one session as {@link SpiLayout} says. */
public record SessionSpiMint(SpiLayout layout, SessionNumber session) implements SpiMint {

  @Override
  public long ikeSpi(int generation) {
    return layout.ikeSpi(session, Math.floorMod(generation, SpiLayout.GENERATIONS));
  }

  @Override
  public int espSpi(int generation) {
    return SpiLayout.espSpi(session, generation);
  }
}
