package io.gatehouse.benchmark.piece;

import io.gatehouse.protocol.ike.crypto.IkeKeys;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** SKEYSEED, and all keys of an IKE SA by prf+. */
@State(Scope.Benchmark)
public class KeyDerivationBenchmark {

  private static final int LENGTH = 32;

  private final SecureRandom random = new SecureRandom();
  private final IkeSa ikeSa = Handshake.first().session().ikeSa();
  private final Secret sharedSecret = Secret.owned(random.generateSeed(LENGTH));
  private final Octets initiatorNonce = Octets.owned(random.generateSeed(LENGTH));
  private final Octets responderNonce = Octets.owned(random.generateSeed(LENGTH));

  @Benchmark
  @Row("keys of an IKE SA, PRF_HMAC_SHA2_256")
  public IkeKeys initial() {
    return KeyDerivation.initial(
        ikeSa.suite(),
        sharedSecret,
        initiatorNonce,
        responderNonce,
        ikeSa.initiatorSpi(),
        ikeSa.responderSpi());
  }
}
