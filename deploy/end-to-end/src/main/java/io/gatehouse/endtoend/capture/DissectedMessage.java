package io.gatehouse.endtoend.capture;

import java.util.List;

/**
 * One IKE message, or one fragment of it, as Wireshark reads it.
 *
 * @param octets in hexadecimal, with the marker where there is one: a retransmission has the same
 * @param exchange the exchange type's number in the IANA registry
 * @param payloads the types' numbers, those inside the encrypted payload included
 * @param problems what the dissector has to say against it
 */
public record DissectedMessage(
    int frame,
    String octets,
    String initiatorSpi,
    String responderSpi,
    int exchange,
    long messageId,
    boolean response,
    List<Integer> payloads,
    List<Integer> notifications,
    boolean decrypted,
    List<String> problems) {
  public static final int IKE_SA_INIT = 34;
  public static final int IKE_AUTH = 35;
  public static final int CREATE_CHILD_SA = 36;
  public static final int INFORMATIONAL = 37;

  /** The notification of RFC 6311. */
  public static final int MESSAGE_ID_SYNC = 16422;

  private static final int ENCRYPTED = 46;
  private static final int ENCRYPTED_FRAGMENT = 53;

  public DissectedMessage {
    payloads = List.copyOf(payloads);
    notifications = List.copyOf(notifications);
    problems = List.copyOf(problems);
  }

  public boolean isEncrypted() {
    return payloads.contains(ENCRYPTED) || isFragment();
  }

  public boolean isFragment() {
    return payloads.contains(ENCRYPTED_FRAGMENT);
  }

  String spis() {
    return initiatorSpi + "," + responderSpi;
  }
}
