package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/** One payload (RFC 7296 section 3.2), without its generic header. */
public sealed interface Payload {

  /** RFC 7296 section 3.3. */
  record SecurityAssociation(List<Proposal> proposals) implements Payload {
    public SecurityAssociation {
      proposals = List.copyOf(proposals);
    }
  }

  /** RFC 7296 section 3.4. {@code method} is the transform id of the key exchange method. */
  record KeyExchange(int method, Octets data) implements Payload {}

  /** IDi, RFC 7296 section 3.5. */
  record IdentificationInitiator(Identification identification) implements Payload {}

  /** IDr, RFC 7296 section 3.5. */
  record IdentificationResponder(Identification identification) implements Payload {}

  /** RFC 7296 section 3.6. Encoding 4 is an X.509 certificate in DER. */
  record Certificate(int encoding, Octets data) implements Payload {
    public static final int X509_SIGNATURE = 4;
  }

  /** RFC 7296 section 3.7. For encoding 4 the authority is a list of 20-octet SHA-1 key hashes. */
  record CertificateRequest(int encoding, Octets authority) implements Payload {}

  /** RFC 7296 section 3.8. */
  record Authentication(int method, Octets data) implements Payload {}

  /** RFC 7296 section 3.9: 16 to 256 octets. */
  record Nonce(Octets data) implements Payload {}

  /**
   * RFC 7296 section 3.10.
   *
   * @param protocol 0, or the protocol that {@code spi} belongs to
   * @param type the number as sent: {@link NotifyType} names those that Gatehouse knows
   */
  record Notify(int protocol, Octets spi, int type, Octets data) implements Payload {
    public static Notify of(NotifyType type) {
      return of(type, Octets.empty());
    }

    public static Notify of(NotifyType type, Octets data) {
      return new Notify(0, Octets.empty(), type.number(), data);
    }

    public boolean is(NotifyType wanted) {
      return type == wanted.number();
    }

    /** Types below 16384 report errors (RFC 7296 section 3.10.1). */
    public boolean isError() {
      return type < 16384;
    }
  }

  /** RFC 7296 section 3.11. Deleting the IKE SA itself has no SPIs; ESP SPIs are 4 octets each. */
  record Delete(int protocol, List<Octets> spis) implements Payload {
    public Delete {
      spis = List.copyOf(spis);
    }
  }

  /** RFC 7296 section 3.12. */
  record VendorId(Octets data) implements Payload {}

  /** TSi, RFC 7296 section 3.13. */
  record TrafficSelectorsInitiator(List<TrafficSelector> selectors) implements Payload {
    public TrafficSelectorsInitiator {
      selectors = List.copyOf(selectors);
    }
  }

  /** TSr, RFC 7296 section 3.13. */
  record TrafficSelectorsResponder(List<TrafficSelector> selectors) implements Payload {
    public TrafficSelectorsResponder {
      selectors = List.copyOf(selectors);
    }
  }

  /** RFC 7296 section 3.15. */
  record Configuration(ConfigurationType type, List<ConfigurationAttribute> attributes)
      implements Payload {
    public Configuration {
      attributes = List.copyOf(attributes);
    }
  }

  /** RFC 7296 section 3.16: one whole EAP packet. */
  record Eap(Octets packet) implements Payload {}

  /**
   * SK, RFC 7296 section 3.14, still encrypted.
   *
   * @param firstPayload type of the first payload inside
   * @param body IV, ciphertext and integrity check value
   */
  record Encrypted(int firstPayload, Octets body) implements Payload {}

  /**
   * SKF, RFC 7383 section 2.5, still encrypted. Both numbers are from 1 to 65535.
   *
   * @param firstPayload type of the first payload inside in fragment 1, 0 in all others
   */
  record EncryptedFragment(int firstPayload, int number, int total, Octets body)
      implements Payload {}

  /** A payload of a type that Gatehouse does not know (RFC 7296 section 2.5). */
  record Unknown(int type, boolean critical, Octets body) implements Payload {}
}
