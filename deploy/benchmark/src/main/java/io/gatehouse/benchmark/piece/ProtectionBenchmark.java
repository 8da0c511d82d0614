package io.gatehouse.benchmark.piece;

import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An IKE_AUTH request of a few hundred octets, with AES-256-GCM. */
@State(Scope.Benchmark)
public class ProtectionBenchmark {

  private final SecureRandom random = new SecureRandom();
  private final Handshake handshake = Handshake.first();
  private final IkeSa ikeSa = handshake.session().ikeSa();
  private final Opened auth = Opened.of(ikeSa, handshake.auth());
  private final IkeMessage message = auth.inner();

  @Benchmark
  @Row("IKE message, AES-256-GCM: protect")
  public Octets protect() {
    return ikeSa.outbound().protect(message.header(), message.payloads(), random);
  }

  @Benchmark
  @Row("IKE message, AES-256-GCM: verify and decrypt")
  public Optional<Octets> open() {
    return ikeSa.inbound().open(auth.datagram(), auth.encrypted());
  }
}
