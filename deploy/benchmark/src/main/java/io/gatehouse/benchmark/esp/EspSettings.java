package io.gatehouse.benchmark.esp;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long the set measures, and against what.
 *
 * @param rounds how often each row is measured through each headend
 * @param window of one measurement
 * @param warmUp of each kind of traffic through each headend, before the first round
 * @param strongSwan the directory that strongSwan was installed to, with kernel-libipsec
 */
public record EspSettings(int rounds, Duration window, Duration warmUp, Path strongSwan) {

  /** About two and a half minutes. */
  public static EspSettings of(Path strongSwan) {
    return new EspSettings(2, Duration.ofSeconds(2), Duration.ofSeconds(1), strongSwan);
  }
}
