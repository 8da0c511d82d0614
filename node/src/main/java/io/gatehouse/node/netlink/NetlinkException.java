package io.gatehouse.node.netlink;

/** Why the kernel's answer is not the one that was asked for. Says nothing of a request's body. */
public abstract sealed class NetlinkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private NetlinkException(String message) {
    super(message);
  }

  /** The kernel, or a system call, said no. */
  public static final class Refused extends NetlinkException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    public Refused(int errno, String message) {
      super(message);
      this.errno = errno;
    }

    /** One of {@link Errno}, or another. */
    public int errno() {
      return errno;
    }
  }

  /** What came does not have the layout that it must have. */
  public static final class Malformed extends NetlinkException {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
      super(message);
    }
  }

  /**
   * Messages were lost because they were not read fast enough: what is known from them must be
   * asked for again.
   */
  public static final class Overrun extends NetlinkException {
    private static final long serialVersionUID = 1L;

    public Overrun() {
      super("messages of the kernel were lost: " + Errno.text(Errno.ENOBUFS));
    }
  }

  /** What is listed changed during each of several attempts to list it. */
  public static final class Inconsistent extends NetlinkException {
    private static final long serialVersionUID = 1L;

    public Inconsistent(int attempts) {
      super("a listing changed while it was read, " + attempts + " times in a row");
    }
  }
}
