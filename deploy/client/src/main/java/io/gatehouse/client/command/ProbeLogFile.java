package io.gatehouse.client.command;

import io.gatehouse.client.load.ProbeLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Writes one line for each answer to a dead peer detection, or nothing without a file. */
record ProbeLogFile(Optional<PrintWriter> writer) implements ProbeLog, AutoCloseable {

  static ProbeLogFile open(Optional<Path> file) {
    return new ProbeLogFile(file.map(ProbeLogFile::writer));
  }

  private static PrintWriter writer(Path file) {
    try {
      return new PrintWriter(Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  @Override
  public void answered(Instant sent, long nanos) {
    String line = sent.toEpochMilli() + " " + TimeUnit.NANOSECONDS.toMicros(nanos);
    writer.ifPresent(to -> to.println(line));
  }

  @Override
  public void close() {
    writer.ifPresent(PrintWriter::close);
  }
}
