package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.Replay;
import java.time.Duration;
import java.util.Optional;

/**
 * How the kernel's plane is set up.
 *
 * @param device interface that clients' addresses are routed into. A node that is alone makes one
 *     of kind dummy when there is none, which stays; a node of a cluster a TUN device, which ends
 *     with the process
 * @param mtu octets of the longest IP packet on the way to clients, {@value #SMALLEST_MTU} to 65535
 * @param replayWindow packets, 32 to 4096
 * @param pollInterval how often counters are read, and what somebody else has changed is repaired
 * @param packetFilter whether there is a packet filter
 * @param clientToClient whether it lets clients reach one another
 * @param offloadDevice a network card that is to do the cryptography, if its driver can
 */
public record XfrmSettings(
    String device,
    int mtu,
    int replayWindow,
    Duration pollInterval,
    boolean packetFilter,
    boolean clientToClient,
    Optional<String> offloadDevice) {

  public static final String DEFAULT_DEVICE = "gatehouse0";
  public static final int DEFAULT_MTU = 1_500;

  /** Inside the tunnel 1280 octets are left, which IPv6 asks of every link. */
  public static final int SMALLEST_MTU = 1_400;

  public static final int DEFAULT_REPLAY_WINDOW = 1_024;
  public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(10);

  private static final int LARGEST_MTU = 65_535;
  private static final int SMALLEST_REPLAY_WINDOW = 32;
  private static final Duration SHORTEST_POLL = Duration.ofMillis(100);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(10);

  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public XfrmSettings {
    require("mtu", mtu, SMALLEST_MTU, LARGEST_MTU);
    require("replay-window", replayWindow, SMALLEST_REPLAY_WINDOW, Replay.LARGEST_WINDOW);
    if (pollInterval.compareTo(SHORTEST_POLL) < 0 || pollInterval.compareTo(LONGEST_POLL) > 0) {
      throw new IllegalArgumentException("the poll-interval is 100 ms to 10 minutes");
    }
  }

  private static void require(String what, int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "the " + what + " is " + least + " to " + most + ", not " + number);
    }
  }
}
