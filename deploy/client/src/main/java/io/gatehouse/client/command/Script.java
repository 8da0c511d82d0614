package io.gatehouse.client.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** All that a connected client is to do, to its end. */
final class Script {

  private final ActionOptions options;
  private final ActionRunner runner;
  private final Console console;
  private final BufferedReader lines;

  Script(ActionOptions options, ActionRunner runner, Console console, BufferedReader lines) {
    this.options = options;
    this.runner = runner;
    this.console = console;
    this.lines = lines;
  }

  /** Whether all went well. A thread of its own, since waiting for lines cannot be interrupted. */
  CompletableFuture<Boolean> start() {
    var done = new CompletableFuture<Boolean>();
    Thread.ofPlatform()
        .daemon()
        .name("gatehouse-client-script")
        .start(
            () -> {
              try {
                done.complete(run());
              } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  private boolean run() throws InterruptedException {
    boolean well = true;
    for (Action action : options.first()) {
      well &= runner.run(action);
    }
    if (options.interactive) {
      well &= runLines();
    }
    return runner.run(options.last()) && well;
  }

  private boolean runLines() throws InterruptedException {
    boolean well = true;
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        well &= line.isBlank() || runLine(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return well;
  }

  private boolean runLine(String line) throws InterruptedException {
    try {
      return runner.run(Action.parse(line));
    } catch (IllegalArgumentException e) {
      console.complain("\"" + line + "\": " + e.getMessage());
      return false;
    }
  }
}
