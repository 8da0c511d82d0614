package io.gatehouse.protocol.ike.message;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A message in the clear: as sent in IKE_SA_INIT, or as it stands inside an Encrypted payload. */
public record IkeMessage(IkeHeader header, List<Payload> payloads) {

  public IkeMessage {
    payloads = List.copyOf(payloads);
  }

  public <P extends Payload> Optional<P> first(Class<P> type) {
    return all(type).findFirst();
  }

  public <P extends Payload> Stream<P> all(Class<P> type) {
    return payloads.stream().filter(type::isInstance).map(type::cast);
  }

  public Optional<Payload.Notify> notify(NotifyType type) {
    return all(Payload.Notify.class).filter(notify -> notify.is(type)).findFirst();
  }
}
