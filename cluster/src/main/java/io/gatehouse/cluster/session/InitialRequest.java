package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.HalfOpen;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.octets.Octets;

/** What can be seen of an IKE_SA_INIT request without reading it. */
public final class InitialRequest {

  private static final int RESPONDER_SPI_OFFSET = 8;
  private static final int EXCHANGE_OFFSET = 18;

  private InitialRequest() {}

  /** Whether the message, of which any octets may be, begins a session. */
  public static boolean is(Octets message) {
    return message.length() >= IkeHeader.LENGTH
        && message.at(EXCHANGE_OFFSET) == ExchangeType.IKE_SA_INIT.number()
        && message.buffer().getLong(RESPONDER_SPI_OFFSET) == 0;
  }

  /** Whether the session with that state is another client's than the one that begins. */
  static boolean isStrangeTo(SessionState state, Octets message) {
    return is(message)
        && switch (state) {
          case HalfOpen session -> session.ikeSa().initiatorSpi() != initiatorSpi(message);
          case Established _, SessionState.Lingering _ -> true;
          case SessionState.Vacant _, SessionState.Closed _ -> false;
        };
  }

  private static long initiatorSpi(Octets message) {
    return message.buffer().getLong(0);
  }
}
