package io.gatehouse.cluster.ingress;

import io.gatehouse.protocol.ike.exchange.Cookie;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets behind the cookies (RFC 7296 section 2.6): a new one every two minutes, of which the
 * last two are good.
 */
final class CookieJar {

  private static final Duration GENERATION = Duration.ofMinutes(2);
  private static final int SECRET_LENGTH = 32;
  private static final int VERSIONS = 256;

  private final SecureRandom random;
  private final Map<Integer, Secret> secrets = new HashMap<>();
  private int version;
  private Instant renewAt = Instant.MIN;

  CookieJar(SecureRandom random) {
    this.random = random;
  }

  /** Whether the first payload is a cookie that was given to this very client. */
  boolean accepts(IkeMessage request, Path path, Instant now) {
    renew(now);
    Optional<Payload.Notify> cookie = request.notify(NotifyType.COOKIE);
    Optional<Payload.Nonce> nonce = request.first(Payload.Nonce.class);
    return cookie.isPresent()
        && nonce.isPresent()
        && Cookie.verify(
            secrets,
            cookie.get().data(),
            nonce.get().data(),
            path.remote().getAddress(),
            request.header().initiatorSpi());
  }

  /** The response that asks for a cookie; nothing when there is no nonce to make it of. */
  Optional<IkeMessage> challenge(IkeMessage request, Path path, Instant now) {
    renew(now);
    return request
        .first(Payload.Nonce.class)
        .map(nonce -> cookie(nonce.data(), request, path))
        .map(cookie -> Payload.Notify.of(NotifyType.COOKIE, cookie))
        .map(notify -> new IkeMessage(request.header().toResponse(), List.of(notify)));
  }

  private Octets cookie(Octets nonce, IkeMessage request, Path path) {
    Secret secret = secrets.get(version);
    if (secret == null) {
      throw new IllegalStateException("the current version always has a secret");
    }
    return Cookie.mint(
        secret, version, nonce, path.remote().getAddress(), request.header().initiatorSpi());
  }

  private void renew(Instant now) {
    if (now.isBefore(renewAt)) {
      return;
    }
    int previous = version;
    version = (version + 1) % VERSIONS;
    byte[] octets = new byte[SECRET_LENGTH];
    random.nextBytes(octets);
    secrets.put(version, Secret.owned(octets));
    secrets.keySet().removeIf(v -> v != version && v != previous);
    renewAt = now.plus(GENERATION);
  }
}
