package io.gatehouse.protocol.ike.wireshark;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.IkeKeys;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.MessageProtection;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/** Opens the messages of one row of the table. */
final class CapturedSa {

  private CapturedSa() {}

  /** The content of {@code encrypted}; nothing when it does not verify. */
  static Optional<Octets> open(
      KeyTable.Row row, boolean fromInitiator, Octets datagram, Payload.Encrypted encrypted) {
    Octets key = fromInitiator ? row.skEi() : row.skEr();
    Octets integrityKey = fromInitiator ? row.skAi() : row.skAr();
    ForeignCipher foreign = new ForeignCipher(key, datagram, encrypted.body().length());
    return switch (row.encryption()) {
      case "AES-CBC-256 [RFC3602]" ->
          own(
              row,
              fromInitiator,
              Encryption.ENCR_AES_CBC,
              Optional.of(Integrity.AUTH_HMAC_SHA2_256_128),
              datagram,
              encrypted);
      case "AES-GCM-256 with 16 octet ICV [RFC5282]" ->
          own(
              row,
              fromInitiator,
              Encryption.ENCR_AES_GCM_16,
              Optional.empty(),
              datagram,
              encrypted);
      case "AES-GCM-256 with 8 octet ICV [RFC5282]" -> foreign.gcm(8);
      case "AES-CCM-128 with 12 octet ICV [RFC5282]" -> foreign.ccm(12);
      case "AES-CCM-256 with 16 octet ICV [RFC5282]" -> foreign.ccm(16);
      // The table names counter mode without a check, where the salt is CCM's, behind its flags.
      case "AES-CTR-128 [RFC5930]" ->
          new ForeignCipher(
                  Octets.concat(key.slice(0, 16), key.slice(17, 20)),
                  datagram,
                  encrypted.body().length())
              .ccm(12);
      case "AES-CTR-192 [RFC5930]" -> foreign.ctr("HmacSHA512", integrityKey, 32);
      case "3DES [RFC2451]" -> foreign.tripleDes("HmacSHA1", integrityKey, 20);
      default -> throw new IllegalArgumentException(row.encryption());
    };
  }

  private static Optional<Octets> own(
      KeyTable.Row row,
      boolean fromInitiator,
      Encryption encryption,
      Optional<Integrity> integrity,
      Octets datagram,
      Payload.Encrypted encrypted) {
    IkeSuite suite =
        new IkeSuite(
            encryption, 256, integrity, Prf.PRF_HMAC_SHA2_256, KeyExchangeMethod.MODP_2048);
    Secret unused = Secret.utf8("unused");
    IkeKeys keys =
        new IkeKeys(
            unused,
            secret(row.skAi()),
            secret(row.skAr()),
            secret(row.skEi()),
            secret(row.skEr()),
            unused,
            unused);
    MessageProtection protection =
        fromInitiator
            ? MessageProtection.ofInitiator(suite, keys)
            : MessageProtection.ofResponder(suite, keys);
    return protection.open(datagram, encrypted);
  }

  private static Secret secret(Octets octets) {
    return Secret.copyOf(octets.array());
  }
}
