package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;

/** Why the store did not do as it was asked. Messages name the session and never its content. */
public abstract sealed class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a stack trace: these are answers, and under overload there are thousands of them. */
  private StoreException(String message) {
    super(message, null, false, false);
  }

  /**
   * Somebody else wrote the session since the writer read it: the writer is not its owner any more.
   */
  public static final class StaleRevision extends StoreException {
    private static final long serialVersionUID = 1L;

    StaleRevision(SessionNumber session, long revision) {
      super(
          "session %s: revision %d does not follow the stored one; another owner wrote the session"
              .formatted(session, revision));
    }
  }

  /** Another session holds the inside address. */
  public static final class AddressInUse extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient InsideAddress address;

    AddressInUse(SessionNumber session, InsideAddress address) {
      super("session %s: %s belongs to another session".formatted(session, address));
      this.address = address;
    }

    public InsideAddress address() {
      return address;
    }
  }

  /** The database takes the store's statements, but not this row. */
  public static final class RefusedRow extends StoreException {
    private static final long serialVersionUID = 1L;

    RefusedRow(SessionNumber session, String sqlState) {
      super("session %s: the database refuses the row (SQLSTATE %s)".formatted(session, sqlState));
    }
  }

  /** More is asked for than the store gets done: its queue is full. Nothing was written. */
  public static final class Overloaded extends StoreException {
    private static final long serialVersionUID = 1L;

    Overloaded(String message) {
      super(message);
    }
  }

  /**
   * The database does not answer, or broke off. Whether a write was done is then unknown; its
   * revision fences it either way.
   */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
      super(message);
    }
  }

  /** A stored record was changed, is cut off, or was encrypted with a key that is not there. */
  public static final class UnreadableRecord extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what whose record it is
     */
    UnreadableRecord(String what, String why) {
      super("the stored record of %s cannot be read: %s".formatted(what, why));
    }
  }

  /** The file of master keys cannot be used. */
  public static final class UnusableKeyFile extends StoreException {
    private static final long serialVersionUID = 1L;

    UnusableKeyFile(String message) {
      super(message);
    }
  }
}
