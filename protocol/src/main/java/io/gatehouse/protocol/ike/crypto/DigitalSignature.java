package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.crypto.SignatureScheme.Family;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * The authentication data of method 14 (RFC 7427 section 3): one octet with the length of an
 * AlgorithmIdentifier in DER, the AlgorithmIdentifier, the signature. Knows no SHA-1, which must
 * not be used here (RFC 8247 section 4).
 */
record DigitalSignature(SignatureScheme scheme, Octets signature) {

  private static final Map<ASN1ObjectIdentifier, SignatureScheme> SCHEMES =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          SignatureScheme.of(Family.RSASSA_PKCS1, Hash.SHA2_256),
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          SignatureScheme.of(Family.RSASSA_PKCS1, Hash.SHA2_384),
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          SignatureScheme.of(Family.RSASSA_PKCS1, Hash.SHA2_512),
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          SignatureScheme.of(Family.ECDSA, Hash.SHA2_256),
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          SignatureScheme.of(Family.ECDSA, Hash.SHA2_384),
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          SignatureScheme.of(Family.ECDSA, Hash.SHA2_512));

  private static final Map<ASN1ObjectIdentifier, Hash> HASHES =
      Map.of(
          NISTObjectIdentifiers.id_sha256, Hash.SHA2_256,
          NISTObjectIdentifiers.id_sha384, Hash.SHA2_384,
          NISTObjectIdentifiers.id_sha512, Hash.SHA2_512);

  Octets encode() {
    try {
      Octets identifier = Octets.owned(identifier(scheme).getEncoded(ASN1Encoding.DER));
      Octets length = Octets.owned(new byte[] {(byte) identifier.length()});
      return Octets.concat(length, identifier, signature);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nothing when {@code data} is malformed, or the algorithm is not one that is accepted. */
  static Optional<DigitalSignature> decode(Octets data) {
    if (data.isEmpty() || data.length() < 1 + data.at(0)) {
      return Optional.empty();
    }
    int signatureAt = 1 + data.at(0);
    return scheme(data.slice(1, signatureAt))
        .map(scheme -> new DigitalSignature(scheme, data.slice(signatureAt, data.length())));
  }

  private static Optional<SignatureScheme> scheme(Octets der) {
    try {
      return Optional.ofNullable(ASN1Primitive.fromByteArray(der.array()))
          .map(AlgorithmIdentifier::getInstance)
          .flatMap(DigitalSignature::scheme);
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<SignatureScheme> scheme(AlgorithmIdentifier identifier) {
    Optional<ASN1Encodable> parameters = Optional.ofNullable(identifier.getParameters());
    return PKCSObjectIdentifiers.id_RSASSA_PSS.equals(identifier.getAlgorithm())
        ? parameters.map(RSASSAPSSparams::getInstance).flatMap(DigitalSignature::pss)
        : Optional.ofNullable(SCHEMES.get(identifier.getAlgorithm()))
            .filter(scheme -> parameters.map(DERNull.INSTANCE::equals).orElse(true));
  }

  private static Optional<SignatureScheme> pss(RSASSAPSSparams parameters) {
    AlgorithmIdentifier generator = parameters.getMaskGenAlgorithm();
    int saltLength = parameters.getSaltLength().intValueExact();
    boolean usual =
        PKCSObjectIdentifiers.id_mgf1.equals(generator.getAlgorithm())
            && parameters.getTrailerField().equals(BigInteger.ONE)
            && saltLength >= 0;
    return hash(parameters.getHashAlgorithm())
        .filter(hash -> usual && hash(generator.getParameters()).equals(Optional.of(hash)))
        .map(hash -> new SignatureScheme(Family.RSASSA_PSS, hash, saltLength));
  }

  private static Optional<Hash> hash(@Nullable ASN1Encodable identifier) {
    return Optional.ofNullable(identifier)
        .map(AlgorithmIdentifier::getInstance)
        .flatMap(known -> Optional.ofNullable(HASHES.get(known.getAlgorithm())));
  }

  private static AlgorithmIdentifier identifier(SignatureScheme scheme) {
    return switch (scheme.family()) {
      case RSASSA_PKCS1 -> new AlgorithmIdentifier(oid(SCHEMES, scheme), DERNull.INSTANCE);
      case ECDSA -> new AlgorithmIdentifier(oid(SCHEMES, scheme));
      case RSASSA_PSS ->
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, pssParameters(scheme));
      case ECDSA_FIXED_WIDTH ->
          throw new IllegalArgumentException("method 14 has no fixed-width ECDSA signatures");
    };
  }

  private static RSASSAPSSparams pssParameters(SignatureScheme scheme) {
    AlgorithmIdentifier hash =
        new AlgorithmIdentifier(oid(HASHES, scheme.hash()), DERNull.INSTANCE);
    return new RSASSAPSSparams(
        hash,
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
        new ASN1Integer(scheme.saltLength()),
        RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
  }

  private static <T> ASN1ObjectIdentifier oid(Map<ASN1ObjectIdentifier, T> table, T wanted) {
    return table.entrySet().stream()
        .filter(entry -> entry.getValue().equals(wanted))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("method 14 has no " + wanted));
  }
}
