package io.gatehouse.endtoend.hostile;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.JavaProgram;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Attacks the headend from one of the laboratory's hosts. */
public final class Attacker {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Attacker() {}

  /**
   * Sends hostile datagrams, and returns when all are sent.
   *
   * @param seed chooses which
   * @param recordings of sessions of others, in the format of libpcap
   */
  public static void attack(Namespace host, long seed, int count, List<Path> recordings) {
    List<String> words =
        new ArrayList<>(
            JavaProgram.words(
                HostileTraffic.class,
                Addresses.HEADEND_OUTSIDE,
                Long.toString(seed),
                Integer.toString(count)));
    recordings.forEach(recording -> words.add(recording.toString()));
    host.command(words.toArray(String[]::new)).within(LIMIT).run();
  }
}
