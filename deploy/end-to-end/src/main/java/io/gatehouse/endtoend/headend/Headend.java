package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.lab.Lab;

/** A concentrator that runs in the laboratory's headend namespace. */
public interface Headend extends AutoCloseable {
  /** Which product is tested: {@code gatehouse}, or {@code strongswan} to check the laboratory. */
  String PRODUCT_PROPERTY = "gatehouse.lab.headend";

  /** Whether Gatehouse is the product under test. */
  static boolean isGatehouse() {
    return "gatehouse".equals(System.getProperty(PRODUCT_PROPERTY, "gatehouse"));
  }

  /** Starts the product under test and waits until it answers clients. */
  static Headend start(Lab lab, Site site, HeadendSettings settings) {
    if (!isGatehouse()) {
      return StrongSwanHeadend.start(lab.headend(), site, settings);
    }
    return settings.heldSockets()
        ? HeldHeadend.start(lab.headend(), site, settings)
        : GatehouseHeadend.start(lab.headend(), site, settings);
  }

  /** Ends the process without giving it a chance to say or save anything. */
  void kill9();

  /** Starts it again with the same configuration and store, and waits until it answers clients. */
  void restart();

  /** Everything that it printed, before restarts as well. */
  String output();

  @Override
  void close();
}
