package io.gatehouse.endtoend.hostile;

import io.gatehouse.endtoend.capture.RecordedDatagrams;
import io.gatehouse.endtoend.capture.RecordedDatagrams.RecordedDatagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What somebody on the path knows of the sessions of others: their IKE messages, encrypted. */
final class Overheard {
  private static final int EXCHANGE_OFFSET = 18;
  private static final byte IKE_SA_INIT = 34;

  private final List<byte[]> requests;

  private Overheard(List<byte[]> requests) {
    this.requests = requests;
  }

  /** What the recordings' clients sent. */
  static Overheard in(List<Path> recordings) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    for (Path recording : recordings) {
      RecordedDatagrams.read(recording).stream()
          .filter(datagram -> toHeadend(datagram.destinationPort()))
          .map(Overheard::message)
          .forEach(requests::add);
    }
    return new Overheard(requests);
  }

  private static boolean toHeadend(int port) {
    return port == Datagram.IKE_PORT || port == Datagram.NAT_PORT;
  }

  private static byte[] message(RecordedDatagram datagram) {
    int marker = datagram.destinationPort() == Datagram.NAT_PORT ? Datagram.MARKER : 0;
    byte[] message = new byte[datagram.payload().limit() - marker];
    datagram.payload().get(marker, message);
    return message;
  }

  /** A copy of some request. */
  byte[] request(RandomGenerator random) {
    return requests.get(random.nextInt(requests.size())).clone();
  }

  /** A copy of an IKE_SA_INIT request. */
  byte[] initialRequest(RandomGenerator random) {
    List<byte[]> initial =
        requests.stream().filter(request -> request[EXCHANGE_OFFSET] == IKE_SA_INIT).toList();
    return initial.get(random.nextInt(initial.size())).clone();
  }

  /** The SPIs of a session that is up: 16 octets, the initiator's before the responder's. */
  byte[] spis(RandomGenerator random) {
    List<byte[]> later =
        requests.stream().filter(request -> ByteBuffer.wrap(request).getLong(8) != 0).toList();
    return Arrays.copyOf(later.get(random.nextInt(later.size())), 16);
  }
}
