package io.gatehouse.benchmark.piece;

import io.gatehouse.protocol.esp.EspInbound;
import io.gatehouse.protocol.esp.EspOutbound;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A packet into ESP and out of it again, with AES-256-GCM. Only both together can be repeated: the
 * replay window takes no packet twice.
 */
@State(Scope.Benchmark)
public class EspBenchmark {

  private static final int REPLAY_WINDOW = 1024;
  private static final int ROOM = 2048;

  private final ChildSa sa = Handshake.first().session().childSas().getFirst();
  private final EspOutbound sender =
      EspOutbound.of(sa.inboundSpi(), sa.suite(), sa.inboundKey(), sa.inboundIntegrityKey(), 1);
  private final EspInbound receiver =
      EspInbound.of(
          sa.inboundSpi(), sa.suite(), sa.inboundKey(), sa.inboundIntegrityKey(), REPLAY_WINDOW);
  private final ByteBuffer small = packet(64);
  private final ByteBuffer large = packet(1400);
  private final ByteBuffer esp = ByteBuffer.allocate(ROOM);
  private final ByteBuffer received = ByteBuffer.allocate(ROOM);

  @Benchmark
  @Row("ESP, AES-256-GCM, 64 octets: protect, verify and decrypt")
  public ByteBuffer small() {
    return through(small);
  }

  @Benchmark
  @Row("ESP, AES-256-GCM, 1400 octets: protect, verify and decrypt")
  public ByteBuffer large() {
    return through(large);
  }

  private ByteBuffer through(ByteBuffer packet) {
    boolean sent = sender.protect(packet, esp.clear());
    if (!sent || receiver.open(esp.flip(), received.clear()) != EspInbound.Result.ACCEPTED) {
      throw new IllegalStateException("a packet was lost");
    }
    return received;
  }

  /** IPv4 as far as ESP looks at it. */
  private static ByteBuffer packet(int length) {
    return ByteBuffer.allocate(length).put(0, (byte) 0x45).putShort(2, (short) length);
  }
}
