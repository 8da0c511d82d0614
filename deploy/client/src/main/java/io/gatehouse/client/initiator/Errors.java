package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import java.util.Optional;

/** Error notifies, for people. */
final class Errors {

  private Errors() {}

  /** The name of the first error in {@code message}. */
  static Optional<String> in(IkeMessage message) {
    return message
        .all(Payload.Notify.class)
        .filter(Payload.Notify::isError)
        .map(notify -> name(notify.type()))
        .findFirst();
  }

  private static String name(int type) {
    return NotifyType.of(type).map(Enum::name).orElse("error " + type);
  }
}
