package io.gatehouse.benchmark.piece;

import io.gatehouse.benchmark.node.Pki;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.RsaHash;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The headend's AUTH payload, by method 14 with SHA2-256. */
@State(Scope.Benchmark)
public class SignatureBenchmark {

  private final SecureRandom random = new SecureRandom();
  private final Octets signedOctets = Handshake.first().saInit();
  private final Pki pki = Pki.create();
  private final Signer rsa = Signer.of(pki.rsa());
  private final Signer ecdsa = Signer.of(pki.ecdsa());

  @Benchmark
  @Row("signature: RSA-2048")
  public Payload.Authentication rsa() {
    return sign(rsa);
  }

  @Benchmark
  @Row("signature: ECDSA P-256")
  public Payload.Authentication ecdsa() {
    return sign(ecdsa);
  }

  private record Signer(PrivateKey key, PublicKey publicKey) {
    static Signer of(Identity identity) {
      return new Signer(
          SignatureAuthentication.signingKey(identity.privateKey()),
          identity.certificate().getPublicKey());
    }
  }

  private Payload.Authentication sign(Signer signer) {
    return SignatureAuthentication.sign(
        signer.key(),
        signer.publicKey(),
        signedOctets,
        Set.of(Hash.SHA2_256),
        false,
        RsaHash.PRF,
        Prf.PRF_HMAC_SHA2_256,
        random);
  }
}
