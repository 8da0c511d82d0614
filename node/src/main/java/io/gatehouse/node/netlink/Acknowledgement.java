package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Refused;
import java.util.Optional;

/**
 * How a request went.
 *
 * @param errno 0 for success
 * @param text the kernel's own words on a failure, which not every one has (NETLINK_EXT_ACK)
 */
public record Acknowledgement(int errno, Optional<String> text) {

  static final Acknowledgement SUCCESS = new Acknowledgement(Errno.SUCCESS, Optional.empty());

  /** The kernel dropped the request together with another one that failed. */
  static final Acknowledgement NONE = new Acknowledgement(Errno.ECANCELED, Optional.empty());

  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int LONGEST_TEXT = 200;

  /** Reads a message of type NLMSG_ERROR, or of NLMSG_DONE, which may say nothing of an error. */
  static Acknowledgement read(NetlinkMessage message) {
    PayloadReader from = message.payload();
    if (message.type() == NetlinkMessage.NLMSG_DONE && from.remaining() < Integer.BYTES) {
      return SUCCESS;
    }
    int errno = -from.u32();
    if (message.type() == NetlinkMessage.NLMSG_ERROR) {
      skipRequest(message, errno, from);
    }
    return new Acknowledgement(
        errno, message.has(NetlinkMessage.NLM_F_ACK_TLVS) ? text(from) : Optional.empty());
  }

  /** The request comes back: its header always, all of it with an error that is not capped. */
  private static void skipRequest(NetlinkMessage message, int errno, PayloadReader from) {
    int length = from.u32();
    from.skip(NetlinkMessage.HEADER - Integer.BYTES);
    if (errno != Errno.SUCCESS && !message.has(NetlinkMessage.NLM_F_CAPPED)) {
      from.skip(Math.clamp((long) length - NetlinkMessage.HEADER, 0, from.remaining()));
    }
  }

  private static Optional<String> text(PayloadReader from) {
    return from.attributes()
        .find(NLMSGERR_ATTR_MSG)
        .map(PayloadReader::text)
        .filter(text -> !text.isEmpty())
        .map(text -> text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
  }

  public boolean success() {
    return errno == Errno.SUCCESS;
  }

  /** What went wrong, for people. */
  public String reason() {
    return text.map(said -> Errno.text(errno) + " (" + said + ")")
        .orElseGet(() -> Errno.text(errno));
  }

  /**
   * @param what was asked for, as "the policy to 192.0.2.1 cannot be made"
   * @throws Refused when it failed
   */
  public void orThrow(String what) {
    if (!success()) {
      throw new Refused(errno, what + ": " + reason());
    }
  }
}
