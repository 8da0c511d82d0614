package io.gatehouse.benchmark.setup;

import io.gatehouse.benchmark.process.ProcessAccount;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A headend that is measured.
 *
 * @param peer its name in the table
 * @param database the processor time of its database's own processes
 */
record Contender(
    String peer, String address, ProcessAccount account, Optional<Supplier<Duration>> database) {

  Duration databaseTime() {
    return database.map(Supplier::get).orElse(Duration.ZERO);
  }
}
