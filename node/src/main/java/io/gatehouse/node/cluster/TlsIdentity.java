package io.gatehouse.node.cluster;

import io.gatehouse.cluster.config.trustpoint.KeyPairing;
import io.gatehouse.cluster.config.trustpoint.Parsed;
import io.gatehouse.cluster.config.trustpoint.Pem;
import io.gatehouse.cluster.config.trustpoint.PemDirectory;
import io.gatehouse.cluster.config.trustpoint.PemFiles.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A node's certificate with its key, and the authorities that it trusts.
 *
 * @param chain the node's certificate first
 */
record TlsIdentity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {

  private static final char[] IN_MEMORY = {};

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException when they cannot be used; the message says which, and why
   */
  static TlsIdentity read(TlsFiles files) {
    TlsIdentity identity =
        new TlsIdentity(
            parse(files.certificate(), Pem::certificates),
            parse(files.key(), Pem::privateKey),
            parse(files.authority(), Pem::certificates));
    if (!KeyPairing.matches(identity.key(), identity.certificate().getPublicKey())) {
      throw new IllegalArgumentException(
          "the key " + files.key() + " is not the one of the certificate " + files.certificate());
    }
    return identity;
  }

  private static <T> T parse(Path file, Function<String, Parsed<T>> reading) {
    Content content = new PemDirectory(Path.of("")).read(file.toString());
    return switch (content) {
      case Content.Unreadable(String reason) ->
          throw new IllegalArgumentException("cannot read the cluster's file: " + reason);
      case Content.Text(String text) ->
          switch (reading.apply(text)) {
            case Parsed.Bad<T>(String reason) ->
                throw new IllegalArgumentException(file + " " + reason);
            case Parsed.Good<T>(T value) -> value;
          };
    };
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  /**
   * @throws IllegalArgumentException when the JDK cannot work with the keys
   */
  SSLContext context() {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(ownKey(), IN_MEMORY);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted());
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the cluster's certificate cannot be used: " + e, e);
    }
  }

  private KeyStore ownKey() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("node", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
    return store;
  }

  private KeyStore trusted() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, IN_MEMORY);
    return store;
  }
}
