package io.gatehouse.benchmark.testkernel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Quantity.Better;

/** What a program in the second kernel has found: a line of a file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Finding.Figure.class, name = "figure"),
  @JsonSubTypes.Type(value = Finding.Work.class, name = "work"),
  @JsonSubTypes.Type(value = Finding.Missing.class, name = "missing")
})
sealed interface Finding {

  /** A figure of one peer in one round. */
  record Figure(String row, String peer, Quantity quantity, double value) implements Finding {}

  /**
   * Work, for which it is known outside what processor time the kernel took.
   *
   * @param amount pieces of it
   * @param beginMillis since 1970, as {@code endMillis}
   */
  record Work(
      String row, String peer, Quantity quantity, double amount, long beginMillis, long endMillis)
      implements Finding {

    private static final double MICROSECONDS = 1e6;

    /** Pieces in a second where more is better, else microseconds for a piece. */
    double figure(double seconds) {
      return quantity.better() == Better.MORE ? amount / seconds : seconds * MICROSECONDS / amount;
    }
  }

  /** This kernel cannot do it. */
  record Missing(String row, String reason) implements Finding {}
}
