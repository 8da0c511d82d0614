package io.gatehouse.protocol.ike.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;

/**
 * Providers with native code, which are several times faster at public-key cryptography where this
 * machine can load them. Elsewhere Java's own serve.
 */
public final class NativeProviders {

  private static final Optional<Provider> CORRETTO = loadCorretto();
  private static final Optional<Provider> CONSCRYPT = loadConscrypt();

  private NativeProviders() {}

  /** RSA, ECDSA and ECDH by Amazon Corretto Crypto Provider. */
  static Optional<Provider> corretto() {
    return CORRETTO;
  }

  /** X25519 by Conscrypt. */
  static Optional<Provider> conscrypt() {
    return CONSCRYPT;
  }

  /** What serves which algorithms, for the log. */
  public static String description() {
    return "RSA and ECDSA by %s, ECDH by %s, X25519 by %s"
        .formatted(
            name(CORRETTO, "the JDK and Bouncy Castle"),
            name(CORRETTO, "Bouncy Castle"),
            name(CONSCRYPT, "Bouncy Castle"));
  }

  private static String name(Optional<Provider> provider, String fallback) {
    return provider.map(Provider::getName).orElse(fallback);
  }

  private static Optional<Provider> loadCorretto() {
    try {
      return Optional.<Provider>of(AmazonCorrettoCryptoProvider.INSTANCE)
          .filter(_ -> AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null);
    } catch (LinkageError notForThisMachine) {
      return Optional.empty();
    }
  }

  private static Optional<Provider> loadConscrypt() {
    try {
      return Optional.of(Conscrypt.newProvider()).filter(_ -> Conscrypt.isAvailable());
    } catch (LinkageError notForThisMachine) {
      return Optional.empty();
    }
  }
}
