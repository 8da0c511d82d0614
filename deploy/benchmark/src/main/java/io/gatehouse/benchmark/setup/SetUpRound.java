package io.gatehouse.benchmark.setup;

import java.time.Duration;

/** What one round cost one headend. */
record SetUpRound(LoadTesterLog log, int sessions, Duration server, Duration database) {

  static SetUpRound run(
      Contender headend, LoadTester clients, Exchange exchange, String domain, int sessions) {
    Duration before = headend.account().processorTime();
    Duration databaseBefore = headend.databaseTime();
    LoadTesterLog log = clients.run(exchange, domain, headend.address(), sessions);
    return new SetUpRound(
        log,
        sessions,
        headend.account().processorTime().minus(before),
        headend.databaseTime().minus(databaseBefore));
  }

  double serverMillis() {
    return perSession(server);
  }

  double databaseMillis() {
    return perSession(database);
  }

  private double perSession(Duration time) {
    return (double) time.toMillis() / Math.max(1, log.established());
  }

  double rate() {
    return log.established() / Math.max(1e-3, log.seconds());
  }

  double failures() {
    return sessions - log.established();
  }
}
