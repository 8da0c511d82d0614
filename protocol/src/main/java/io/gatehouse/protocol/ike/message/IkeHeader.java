package io.gatehouse.protocol.ike.message;

/**
 * The 28-octet IKE header (RFC 7296 section 3.1), without the next payload and the length, which
 * the codec derives.
 *
 * @param exchange the exchange type as sent, 0 to 255: an unknown one is still a well-formed
 *     message
 * @param minorVersion 0 to 15, ignored as the RFC asks
 * @param messageId unsigned 32 bits
 */
public record IkeHeader(
    long initiatorSpi,
    long responderSpi,
    int majorVersion,
    int minorVersion,
    int exchange,
    boolean initiator,
    boolean higherVersion,
    boolean response,
    int messageId) {

  public static final int LENGTH = 28;
  public static final int MAJOR_VERSION = 2;

  public static IkeHeader request(
      long initiatorSpi,
      long responderSpi,
      ExchangeType exchange,
      boolean initiator,
      int messageId) {
    return new IkeHeader(
        initiatorSpi,
        responderSpi,
        MAJOR_VERSION,
        0,
        exchange.number(),
        initiator,
        false,
        false,
        messageId);
  }

  /** The header of the response to a message with this header. */
  public IkeHeader toResponse() {
    return new IkeHeader(
        initiatorSpi, responderSpi, MAJOR_VERSION, 0, exchange, !initiator, false, true, messageId);
  }

  public IkeHeader withResponderSpi(long spi) {
    return new IkeHeader(
        initiatorSpi,
        spi,
        majorVersion,
        minorVersion,
        exchange,
        initiator,
        higherVersion,
        response,
        messageId);
  }

  public boolean is(ExchangeType type) {
    return exchange == type.number();
  }
}
