package io.gatehouse.cluster.config.trustpoint;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Textual encodings of PKIX structures (RFC 7468), and the older ones of private keys. */
public final class Pem {

  /** Certificates or revocation lists of one file. */
  private static final int MAXIMUM_OBJECTS = 1000;

  private Pem() {}

  /** All certificates of the text, in its order, at least one; other objects are passed over. */
  public static Parsed<List<X509Certificate>> certificates(String text) {
    return switch (objects(text)) {
      case Parsed.Bad<List<Object>>(String reason) -> new Parsed.Bad<>(reason);
      case Parsed.Good<List<Object>>(List<Object> objects) -> certificates(objects);
    };
  }

  /** All revocation lists of the text, at least one; other objects are passed over. */
  public static Parsed<List<X509CRL>> revocationLists(String text) {
    return switch (objects(text)) {
      case Parsed.Bad<List<Object>>(String reason) -> new Parsed.Bad<>(reason);
      case Parsed.Good<List<Object>>(List<Object> objects) -> revocationLists(objects);
    };
  }

  /** The first private key of the text: PKCS #8, PKCS #1 or SEC 1, not encrypted. */
  public static Parsed<PrivateKey> privateKey(String text) {
    return switch (objects(text)) {
      case Parsed.Bad<List<Object>>(String reason) -> new Parsed.Bad<>(reason);
      case Parsed.Good<List<Object>>(List<Object> objects) -> privateKey(objects);
    };
  }

  private static Parsed<List<X509Certificate>> certificates(List<Object> objects) {
    var converter = new JcaX509CertificateConverter();
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Object object : objects) {
        if (object instanceof X509CertificateHolder holder) {
          certificates.add(converter.getCertificate(holder));
        }
      }
    } catch (CertificateException e) {
      return new Parsed.Bad<>("holds a certificate that cannot be read");
    }
    return atLeastOne(certificates, "certificate");
  }

  private static Parsed<List<X509CRL>> revocationLists(List<Object> objects) {
    var converter = new JcaX509CRLConverter();
    List<X509CRL> revocationLists = new ArrayList<>();
    try {
      for (Object object : objects) {
        if (object instanceof X509CRLHolder holder) {
          revocationLists.add(converter.getCRL(holder));
        }
      }
    } catch (CRLException e) {
      return new Parsed.Bad<>("holds a revocation list that cannot be read");
    }
    return atLeastOne(revocationLists, "revocation list");
  }

  private static <T> Parsed<List<T>> atLeastOne(List<T> objects, String kind) {
    return objects.isEmpty()
        ? new Parsed.Bad<>("holds no " + kind + " in PEM")
        : new Parsed.Good<>(List.copyOf(objects));
  }

  private static Parsed<PrivateKey> privateKey(List<Object> objects) {
    for (Object object : objects) {
      switch (object) {
        case PrivateKeyInfo key -> {
          return convert(key);
        }
        case PEMKeyPair pair -> {
          return convert(pair.getPrivateKeyInfo());
        }
        case PEMEncryptedKeyPair pair -> {
          return new Parsed.Bad<>("holds an encrypted private key");
        }
        case PKCS8EncryptedPrivateKeyInfo key -> {
          return new Parsed.Bad<>("holds an encrypted private key");
        }
        default -> {}
      }
    }
    return new Parsed.Bad<>("holds no private key in PEM");
  }

  private static Parsed<PrivateKey> convert(PrivateKeyInfo key) {
    var kind = key.getPrivateKeyAlgorithm().getAlgorithm();
    if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return convert(key, "RSA");
    }
    return kind.equals(X9ObjectIdentifiers.id_ecPublicKey)
        ? convert(key, "EC")
        : new Parsed.Bad<>("holds a private key that is neither RSA nor EC");
  }

  private static Parsed<PrivateKey> convert(PrivateKeyInfo key, String algorithm) {
    try {
      var encoded = new PKCS8EncodedKeySpec(key.getEncoded());
      return new Parsed.Good<>(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (GeneralSecurityException | IOException e) {
      return new Parsed.Bad<>("holds a private key that cannot be read as " + algorithm);
    }
  }

  /** Bouncy Castle reports malformed encodings by several kinds of exception. */
  private static Parsed<List<Object>> objects(String text) {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
        if (objects.size() > MAXIMUM_OBJECTS) {
          return new Parsed.Bad<>("holds more than " + MAXIMUM_OBJECTS + " objects");
        }
      }
    } catch (IOException | RuntimeException malformed) {
      return new Parsed.Bad<>("is not well-formed PEM");
    }
    return new Parsed.Good<>(objects);
  }
}
