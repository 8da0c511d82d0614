package io.gatehouse.benchmark.piece;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The headend's half of a key exchange: a key pair, and the shared secret. */
@State(Scope.Benchmark)
public class KeyExchangeBenchmark {

  private final SecureRandom random = new SecureRandom();
  private final Octets x25519 = value(KeyExchangeMethod.CURVE25519);
  private final Octets p256 = value(KeyExchangeMethod.ECP_256);
  private final Octets modp2048 = value(KeyExchangeMethod.MODP_2048);

  @Benchmark
  @Row("key exchange: X25519")
  public Secret x25519() {
    return exchange(KeyExchangeMethod.CURVE25519, x25519);
  }

  @Benchmark
  @Row("key exchange: P-256")
  public Secret p256() {
    return exchange(KeyExchangeMethod.ECP_256, p256);
  }

  @Benchmark
  @Row("key exchange: MODP-2048")
  public Secret modp2048() {
    return exchange(KeyExchangeMethod.MODP_2048, modp2048);
  }

  private Octets value(KeyExchangeMethod method) {
    return EphemeralKey.generate(method, random).publicValue();
  }

  private Secret exchange(KeyExchangeMethod method, Octets peerValue) {
    return EphemeralKey.generate(method, random).agree(peerValue).orElseThrow();
  }
}
