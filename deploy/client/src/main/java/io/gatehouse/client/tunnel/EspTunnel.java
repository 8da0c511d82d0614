package io.gatehouse.client.tunnel;

import io.gatehouse.client.initiator.TunnelSa;
import io.gatehouse.protocol.esp.EspInbound;
import io.gatehouse.protocol.esp.EspOutbound;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The client's ESP SAs. Safe for several threads. */
public final class EspTunnel {

  private static final int REPLAY_WINDOW = 128;
  private static final int SPI_LENGTH = 4;

  /** The first one is sent on. */
  private final List<Installed> installed = new CopyOnWriteArrayList<>();

  private record Installed(TunnelSa sa, EspInbound inbound, EspOutbound outbound) {}

  /** Receives on {@code sa}, and sends on it now or when the one before it is removed. */
  public void install(TunnelSa sa, boolean send) {
    EspInbound inbound =
        EspInbound.of(
            sa.inboundSpi(), sa.suite(), sa.inboundKey(), sa.inboundIntegrityKey(), REPLAY_WINDOW);
    EspOutbound outbound =
        EspOutbound.of(
            sa.outboundSpi(), sa.suite(), sa.outboundKey(), sa.outboundIntegrityKey(), 1);
    installed.add(send ? 0 : installed.size(), new Installed(sa, inbound, outbound));
  }

  public void remove(int inboundSpi) {
    installed.removeIf(candidate -> candidate.sa().inboundSpi() == inboundSpi);
  }

  /** The IP packet in {@code esp}, unless it is of no SA, not genuine, or a dummy. */
  public Optional<ByteBuffer> open(ByteBuffer esp) {
    if (esp.remaining() < SPI_LENGTH) {
      return Optional.empty();
    }
    int spi = esp.getInt(esp.position());
    return installed.stream()
        .filter(candidate -> candidate.sa().inboundSpi() == spi)
        .findFirst()
        .flatMap(found -> open(found, esp));
  }

  private static Optional<ByteBuffer> open(Installed found, ByteBuffer esp) {
    ByteBuffer packet = ByteBuffer.allocate(esp.remaining());
    return switch (found.inbound().open(esp, packet)) {
      case ACCEPTED -> Optional.of(packet.flip());
      case REPLAYED, INVALID, DUMMY -> Optional.empty();
    };
  }

  /** {@code packet} inside ESP; nothing while there is no SA. */
  public Optional<ByteBuffer> protect(ByteBuffer packet) {
    return installed.stream().findFirst().flatMap(found -> protect(found, packet));
  }

  private static Optional<ByteBuffer> protect(Installed found, ByteBuffer packet) {
    ByteBuffer esp = ByteBuffer.allocate(packet.remaining() + found.outbound().overhead());
    return found.outbound().protect(packet, esp) ? Optional.of(esp.flip()) : Optional.empty();
  }
}
