package io.gatehouse.client.command;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.net.Observer;
import io.gatehouse.client.tunnel.Ping;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import java.io.PrintWriter;
import java.util.Optional;

/** Tells programs on standard output and people on standard error what happens. */
final class Console implements Observer {

  private final PrintWriter programs;
  private final PrintWriter people;
  private final Optional<KeyLog> keyLog;

  Console(PrintWriter programs, PrintWriter people, Optional<KeyLog> keyLog) {
    this.programs = programs;
    this.people = people;
    this.keyLog = keyLog;
  }

  @Override
  public void event(ClientEvent event) {
    report(event);
  }

  @Override
  public void keys(IkeSa sa) {
    keyLog.ifPresent(log -> log.write(sa));
  }

  void report(ClientEvent event) {
    print(EventLine.of((Record) event), Narration.of(event));
  }

  void report(Ping.Result result) {
    print(
        EventLine.of("ping", result),
        "%d of %d pings to %s answered".formatted(result.received(), result.sent(), result.host()));
  }

  /** Something that people must put right. */
  void complain(String problem) {
    people.println(problem);
    people.flush();
  }

  private synchronized void print(String line, String sentence) {
    programs.println(line);
    programs.flush();
    people.println(sentence);
    people.flush();
  }
}
