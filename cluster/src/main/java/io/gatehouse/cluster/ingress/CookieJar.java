package io.gatehouse.cluster.ingress;

import io.gatehouse.protocol.ike.exchange.Cookie;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Cookies for clients (RFC 7296 section 2.6), and the look at those that come back, be it to
 * another node.
 */
final class CookieJar {

  private final CookieSecrets secrets;

  CookieJar(CookieSecrets secrets) {
    this.secrets = secrets;
  }

  /** Whether the first payload is a cookie that was given to this very client. */
  boolean accepts(IkeMessage request, Path path, Instant now) {
    Optional<Payload.Notify> cookie = request.notify(NotifyType.COOKIE);
    Optional<Payload.Nonce> nonce = request.first(Payload.Nonce.class);
    return cookie.isPresent()
        && nonce.isPresent()
        && Cookie.verify(
            secrets.good(now),
            cookie.get().data(),
            nonce.get().data(),
            path.remote().getAddress(),
            request.header().initiatorSpi());
  }

  /** The response that asks for a cookie; nothing when there is no nonce to make it of. */
  Optional<IkeMessage> challenge(IkeMessage request, Path path, Instant now) {
    return request
        .first(Payload.Nonce.class)
        .map(nonce -> cookie(nonce.data(), request, path, now))
        .map(cookie -> Payload.Notify.of(NotifyType.COOKIE, cookie))
        .map(notify -> new IkeMessage(request.header().toResponse(), List.of(notify)));
  }

  private Octets cookie(Octets nonce, IkeMessage request, Path path, Instant now) {
    return Cookie.mint(
        secrets.current(now),
        secrets.version(now),
        nonce,
        path.remote().getAddress(),
        request.header().initiatorSpi());
  }
}
