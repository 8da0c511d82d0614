package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Octets;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/** PKCS #7 SignedData with certificates that nobody has signed (RFC 2315 section 9.1), in DER. */
final class CertificatesOnly {

  private static final int SEQUENCE = 0x30;
  private static final int CONTEXT_0 = 0xa0;

  private static final Octets SIGNED_DATA = Octets.hex("06092a864886f70d010702");
  private static final Octets VERSION_1 = Octets.hex("020101");
  private static final Octets EMPTY_SET = Octets.hex("3100");

  /** Data, whose content is an OCTET STRING of no octets. */
  private static final Octets EMPTY_DATA = Octets.hex("300f06092a864886f70d010701a0020400");

  private CertificatesOnly() {}

  static byte[] encode(List<X509Certificate> chain) {
    Octets certificates = Octets.concat(chain.stream().map(CertificatesOnly::der).toList());
    Octets signedData =
        constructed(
            SEQUENCE,
            VERSION_1,
            EMPTY_SET,
            EMPTY_DATA,
            constructed(CONTEXT_0, certificates),
            EMPTY_SET);
    return constructed(SEQUENCE, SIGNED_DATA, constructed(CONTEXT_0, signedData)).toArray();
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.owned(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Octets constructed(int tag, Octets... parts) {
    Octets content = Octets.concat(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    writeLength(out, content.length());
    out.writeBytes(content.toArray());
    return Octets.owned(out.toByteArray());
  }

  /** In the shortest form (X.690 section 10.1). */
  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    out.write(0x80 | octets);
    for (int i = octets - 1; i >= 0; i--) {
      out.write(length >> (8 * i));
    }
  }
}
