package io.gatehouse.benchmark.piece;

import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.octets.Octets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A client's messages from octets and back. */
@State(Scope.Benchmark)
public class CodecBenchmark {

  private final Handshake handshake = Handshake.first();
  private final Opened auth = Opened.of(handshake.session().ikeSa(), handshake.auth());

  @Benchmark
  @Row("message codec: IKE_SA_INIT, decode and encode")
  public Octets saInit() {
    return MessageCodec.encode(Opened.whole(MessageCodec.decode(handshake.saInit())));
  }

  @Benchmark
  @Row("message codec: IKE_AUTH, decode and encode")
  public Octets auth() {
    return MessageCodec.encodePayloads(auth.inner().payloads());
  }
}
