package io.gatehouse.endtoend.hostile;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends hostile datagrams from one socket, the same ones for the same seed. It uses nothing but the
 * JDK, so that it can be started from one class path entry.
 */
public final class HostileTraffic {
  /** Long datagrams are rare, so that they do not crowd out the others. */
  private static final int ONE_GIANT_IN = 20;

  private static final int BURST = 50;
  private static final Duration PAUSE = Duration.ofMillis(10);

  private HostileTraffic() {}

  /** Arguments: the headend's address, a seed, how many datagrams, and recordings of sessions. */
  public static void main(String[] arguments) throws IOException {
    InetAddress headend = InetAddress.getByName(arguments[0]);
    SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
    int count = Integer.parseInt(arguments[2]);
    List<Path> recordings = Arrays.stream(arguments).skip(3).map(Path::of).toList();
    Overheard overheard = Overheard.in(recordings);
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int sent = 0; sent < count; sent++) {
        Datagram next = kind(random).next(overheard, random);
        byte[] payload = next.payload().array();
        socket.send(new DatagramPacket(payload, payload.length, headend, next.port()));
        if (sent % BURST == 0) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
    System.out.println("Sent " + count);
  }

  private static Hostility kind(SplittableRandom random) {
    Hostility[] kinds = Hostility.values();
    Hostility kind = kinds[random.nextInt(kinds.length)];
    boolean again = kind == Hostility.GIANT && random.nextInt(ONE_GIANT_IN) > 0;
    return again ? kind(random) : kind;
  }
}
