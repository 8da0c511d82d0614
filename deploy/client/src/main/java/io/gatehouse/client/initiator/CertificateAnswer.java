package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The answer to a headend that asks an AnyConnect client for its certificate: certificates, a
 * signature, and a document, in one EAP Response.
 *
 * <p>Everything is put together octet by octet, with nothing of the headend's code, so that the two
 * cannot share a mistake.
 *
 * @param identity IDi as it was sent
 */
record CertificateAnswer(
    Handshake handshake, Identification identity, Credentials.Certificate device) {

  private static final int EAP_RESPONSE = 2;
  private static final int EAP_HEADER_LENGTH = 4;

  /** The Expanded Type with vendor 9, Cisco, and its type "DBRP" (RFC 3748 section 5.7). */
  private static final Octets METHOD = Octets.hex("fe00000944425250");

  private static final int XML = 0;
  private static final int SIGNATURE = 1;
  private static final int CERTIFICATES = 3;
  private static final int TLV_HEADER_LENGTH = 4;

  private static final int ID_HEADER_LENGTH = 4;

  /**
   * @param identifier of the EAP Request that is answered
   * @param document what the client would otherwise have sent alone
   */
  Octets packet(int identifier, Octets document) {
    ByteArrayOutputStream tlvs = new ByteArrayOutputStream();
    tlvs.writeBytes(METHOD.toArray());
    write(tlvs, CERTIFICATES, CertificatesOnly.encode(device.chain()));
    write(tlvs, SIGNATURE, signature());
    write(tlvs, XML, document.toArray());
    int length = EAP_HEADER_LENGTH + tlvs.size();
    return Octets.owned(
        ByteBuffer.allocate(length)
            .put((byte) EAP_RESPONSE)
            .put((byte) identifier)
            .putShort((short) length)
            .put(tlvs.toByteArray())
            .array());
  }

  private static void write(ByteArrayOutputStream tlvs, int type, byte[] data) {
    tlvs.writeBytes(
        ByteBuffer.allocate(TLV_HEADER_LENGTH + data.length)
            .putShort((short) type)
            .putShort((short) data.length)
            .put(data)
            .array());
  }

  /** Of IKE_SA_INIT's request, the headend's nonce, and the MAC of IDi (RFC 7296 section 2.15). */
  private byte[] signature() {
    try {
      Signature signature = Signature.getInstance(signatureAlgorithm());
      signature.initSign(device.key());
      signature.update(handshake.request().toArray());
      signature.update(handshake.responderNonce().toArray());
      signature.update(macOfIdentity());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the device's key cannot sign", e);
    }
  }

  private byte[] macOfIdentity() throws GeneralSecurityException {
    byte[] data = identity.data().toArray();
    byte[] body =
        ByteBuffer.allocate(ID_HEADER_LENGTH + data.length)
            .put((byte) identity.type())
            .put(identity.reserved().toArray())
            .put(data)
            .array();
    Mac prf = Mac.getInstance("Hmac" + hashOfPrf());
    prf.init(new SecretKeySpec(handshake.sa().keys().skPi().reveal(), prf.getAlgorithm()));
    return prf.doFinal(body);
  }

  /** RSA with the PRF's hash, as AnyConnect does; ECDSA with the curve's, as RFC 4754 has it. */
  private String signatureAlgorithm() {
    return switch (device.chain().getFirst().getPublicKey()) {
      case RSAPublicKey _ -> hashOfPrf() + "withRSA";
      case ECPublicKey key -> hashOfCurve(key) + "withECDSAinP1363Format";
      default -> throw new IllegalArgumentException("the device's key is neither RSA nor EC");
    };
  }

  private static String hashOfCurve(ECPublicKey key) {
    int bits = key.getParams().getOrder().bitLength();
    return switch (bits) {
      case 256 -> "SHA256";
      case 384 -> "SHA384";
      case 521 -> "SHA512";
      default -> throw new IllegalArgumentException("no curve of RFC 4754 has " + bits + " bits");
    };
  }

  /** By the number of the PRF (IANA, transform type 2). */
  private String hashOfPrf() {
    int prf = handshake.sa().suite().prf().id();
    return switch (prf) {
      case 2 -> "SHA1";
      case 5 -> "SHA256";
      case 6 -> "SHA384";
      case 7 -> "SHA512";
      default -> throw new IllegalArgumentException("PRF " + prf + " is none of HMAC with SHA");
    };
  }
}
