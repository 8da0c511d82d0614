package io.gatehouse.node.netlink;

/** Error numbers of Linux that somebody asks for (asm-generic/errno.h), and the text of all. */
public final class Errno {

  public static final int SUCCESS = 0;
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENOSYS = 38;
  public static final int EPROTONOSUPPORT = 93;
  public static final int EOPNOTSUPP = 95;
  public static final int EAFNOSUPPORT = 97;
  public static final int ENOBUFS = 105;
  public static final int ECANCELED = 125;

  private Errno() {}

  /** The C library's words for it. */
  public static String text(int errno) {
    return LinuxCalls.strerror(errno);
  }
}
