package io.gatehouse.node.radius;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The identifiers that are free on the sockets of one server. One that was given back is used again
 * as late as possible, so that a late reply seldom meets another request.
 */
final class Slots {

  /**
   * @param identifier 0 to 255
   */
  record Slot(int socket, int identifier) {}

  private final Queue<Slot> free;

  Slots(int sockets) {
    free = new ArrayDeque<>(sockets * RadiusPacket.IDENTIFIERS);
    for (int identifier = 0; identifier < RadiusPacket.IDENTIFIERS; identifier++) {
      for (int socket = 0; socket < sockets; socket++) {
        free.add(new Slot(socket, identifier));
      }
    }
  }

  /** Empty when every identifier of every socket is in use. */
  Optional<Slot> take() {
    return Optional.ofNullable(free.poll());
  }

  void giveBack(Slot slot) {
    free.add(slot);
  }
}
