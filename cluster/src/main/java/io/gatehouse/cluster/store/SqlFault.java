package io.gatehouse.cluster.store;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What an SQLSTATE says. Both databases use the standard's. */
final class SqlFault {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final int MAX_CAUSES = 8;

  /**
   * Classes of states that are the fault of what was written, and not of the connection or server:
   * cardinality, data, integrity, transaction rollback (a deadlock over an address), limits.
   */
  private static final Set<String> ROW_CLASSES = Set.of("21", "22", "23", "40", "54");

  private SqlFault() {}

  static boolean blamesARow(SQLException fault) {
    String state = state(fault);
    return state.length() == 5 && ROW_CLASSES.contains(state.substring(0, 2));
  }

  static boolean isDuplicate(SQLException fault) {
    return state(fault).equals(UNIQUE_VIOLATION);
  }

  /** Empty when the driver gives none. */
  static String state(SQLException fault) {
    return Optional.ofNullable(fault.getSQLState()).orElse("");
  }

  /**
   * For the log: the last cause is what says "connection refused". The message of a failed batch is
   * left out, for it may quote what was to be written.
   */
  static String reason(SQLException fault) {
    SQLException told =
        fault instanceof BatchUpdateException
            ? Optional.ofNullable(fault.getNextException()).orElse(fault)
            : fault;
    String message =
        told instanceof BatchUpdateException
            ? "a group of writes failed"
            : String.valueOf(told.getMessage());
    return message
        + lastCause(told)
            .map(cause -> ": " + cause)
            .orElseGet(() -> " (SQLSTATE " + state(told) + ")");
  }

  private static Optional<Throwable> lastCause(SQLException fault) {
    Optional<Throwable> last = Optional.empty();
    Optional<Throwable> next = Optional.ofNullable(fault.getCause());
    for (int depth = 0; depth < MAX_CAUSES && next.isPresent(); depth++) {
      last = next;
      next = next.map(Throwable::getCause);
    }
    return last;
  }
}
