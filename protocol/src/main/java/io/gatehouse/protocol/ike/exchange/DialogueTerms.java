package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.DialogueSettings;
import io.gatehouse.protocol.eap.anyconnect.Factors;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;

/** What the headend says in an AnyConnect-EAP dialogue, and what it asks for. */
final class DialogueTerms {

  private DialogueTerms() {}

  static DialogueSettings of(
      LocalAuthentication.Certificate local,
      RemoteAuthentication.AnyConnectEap remote,
      Context context) {
    int sessionId = context.random().nextInt() & Integer.MAX_VALUE;
    return new DialogueSettings(
        "Gatehouse",
        "Sign in with your user name and password.",
        certificateHash(local),
        sessionId,
        "%s@%d@%s@%s".formatted(hex(3, context), sessionId, hex(2, context), hex(20, context)),
        remote.attempts(),
        factors(remote),
        hex(32, context),
        remote.groups());
  }

  private static Factors factors(RemoteAuthentication.AnyConnectEap remote) {
    return remote
        .device()
        .map(device -> Factors.of(device.second() ? 2 : 1, !device.sufficient()))
        .orElse(Factors.PASSWORD);
  }

  private static String hex(int octets, Context context) {
    byte[] random = new byte[octets];
    context.random().nextBytes(random);
    return HexFormat.of().withUpperCase().formatHex(random);
  }

  private static String certificateHash(LocalAuthentication.Certificate local) {
    try {
      byte[] der = local.credential().chain().getFirst().getEncoded();
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(der));
    } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a parsed certificate has an encoding, Java has SHA-1", e);
    }
  }
}
