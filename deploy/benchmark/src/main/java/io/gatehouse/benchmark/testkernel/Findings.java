package io.gatehouse.benchmark.testkernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.benchmark.result.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The file by which a program in the second kernel tells the machine outside what it has found. */
public final class Findings {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  private Findings(Path file) {
    this.file = file;
  }

  /** Adds to the file, which is made when it is missing. */
  public static Findings into(Path file) {
    return new Findings(file);
  }

  public void figure(String row, String peer, Quantity quantity, double value) {
    add(new Finding.Figure(row, peer, quantity, value));
  }

  /**
   * Does some work.
   *
   * @param quantity that is to be told by the kernel's processor time meanwhile
   * @param work returns how many pieces it was
   */
  public void work(String row, String peer, Quantity quantity, DoubleSupplier work) {
    long begin = System.currentTimeMillis();
    double amount = work.getAsDouble();
    add(new Finding.Work(row, peer, quantity, amount, begin, System.currentTimeMillis()));
  }

  /** Tells that this kernel cannot do it. */
  public void missing(String row, String reason) {
    add(new Finding.Missing(row, reason));
  }

  private void add(Finding finding) {
    try {
      String line = JSON.writerFor(Finding.class).writeValueAsString(finding) + "\n";
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the file has, in its order. */
  static List<Finding> read(Path file) {
    try {
      List<Finding> all = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        all.add(JSON.readValue(line, Finding.class));
      }
      return all;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file + " has a line that no program writes", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
