package io.gatehouse.node.xfrm;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One direction of an ESP SA in tunnel mode, as it stands in the kernel or is to stand there
 * (struct xfrm_usersa_info). It takes inner packets of both address families.
 *
 * @param source outer address that its packets come from
 * @param reqid by which policies name states
 * @param extendedSequenceNumbers ESN (RFC 4303 section 2.2.1)
 * @param lastUsedSeconds when it carried its last packet, since 1970; 0 for never or unknown. Not
 *     written
 * @param direction which way its packets go; empty for a state that is not tied to one. Kernels
 *     before 6.10 do not know it; later ones refuse what does not befit it, such as a replay window
 *     of outbound states
 * @param offload a network card that does its cryptography
 * @param mappingSeconds how often at the most the kernel tells that packets come from another
 *     address; nothing for each time. Kernels before 5.17 do not know it
 * @param advancePackets after how many packets the kernel tells that the numbers have moved on, 0
 *     for never; nothing for what the machine's settings say. Not read
 */
public record EspState(
    SaId id,
    InetAddress source,
    int reqid,
    EspAlgorithm algorithm,
    Optional<EncapsulationPorts> encapsulation,
    boolean extendedSequenceNumbers,
    Replay replay,
    Lifetime lifetime,
    Usage usage,
    long lastUsedSeconds,
    Scope scope,
    Optional<SaDirection> direction,
    Optional<Offload> offload,
    OptionalInt mappingSeconds,
    OptionalInt advancePackets) {

  /**
   * Which packets it is for.
   *
   * @param selector of inner packets, which are of its address family only; those that came in and
   *     do not fit are dropped. Nothing for all, of both families
   * @param mark packets must have it
   * @param outputMark packets get it once they are transformed
   * @param interfaceId of the XFRM interface that it belongs to
   */
  public record Scope(
      Optional<XfrmSelector> selector,
      Optional<Mark> mark,
      Optional<Mark> outputMark,
      OptionalInt interfaceId) {
    public static final Scope ANY =
        new Scope(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** For packets through an XFRM interface. */
    public static Scope ofInterface(int id) {
      return new Scope(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.of(id));
    }

    /** Of these, those that the selector means. */
    public Scope selecting(XfrmSelector newSelector) {
      return new Scope(Optional.of(newSelector), mark, outputMark, interfaceId);
    }
  }

  /** Without limits and encapsulation, for all packets, and new. */
  public static EspState of(
      SaId id,
      InetAddress source,
      int reqid,
      EspAlgorithm algorithm,
      boolean extendedSequenceNumbers,
      Replay replay) {
    return new EspState(
        id,
        source,
        reqid,
        algorithm,
        Optional.empty(),
        extendedSequenceNumbers,
        replay,
        Lifetime.ENDLESS,
        Usage.NONE,
        0,
        Scope.ANY,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  public EspState encapsulated(EncapsulationPorts ports) {
    return with(id, source, Optional.of(ports), replay, lifetime, usage, scope, direction, offload);
  }

  /** Between other outer addresses. */
  public EspState between(InetAddress newSource, InetAddress newDestination) {
    SaId newId = new SaId(newDestination, id.spi());
    return with(
        newId, newSource, encapsulation, replay, lifetime, usage, scope, direction, offload);
  }

  /** Numbered on from there, and limited so. */
  public EspState numbered(Replay newReplay, Lifetime newLifetime) {
    return with(
        id, source, encapsulation, newReplay, newLifetime, usage, scope, direction, offload);
  }

  /** With the numbers and counters of another, whose place it takes. */
  public EspState continuing(Replay newReplay, Usage newUsage) {
    return with(
        id, source, encapsulation, newReplay, lifetime, newUsage, scope, direction, offload);
  }

  public EspState scoped(Scope newScope) {
    return with(id, source, encapsulation, replay, lifetime, usage, newScope, direction, offload);
  }

  public EspState directed(SaDirection newDirection) {
    Optional<SaDirection> other = Optional.of(newDirection);
    return with(id, source, encapsulation, replay, lifetime, usage, scope, other, offload);
  }

  /** Done by a network card, or by none. */
  public EspState offloaded(Optional<Offload> newOffload) {
    return with(id, source, encapsulation, replay, lifetime, usage, scope, direction, newOffload);
  }

  public EspState tellingMappings(int everySeconds) {
    return telling(OptionalInt.of(everySeconds), advancePackets);
  }

  public EspState tellingAdvances(int everyPackets) {
    return telling(mappingSeconds, OptionalInt.of(everyPackets));
  }

  private EspState telling(OptionalInt newMappingSeconds, OptionalInt newAdvancePackets) {
    return new EspState(
        id,
        source,
        reqid,
        algorithm,
        encapsulation,
        extendedSequenceNumbers,
        replay,
        lifetime,
        usage,
        lastUsedSeconds,
        scope,
        direction,
        offload,
        newMappingSeconds,
        newAdvancePackets);
  }

  private EspState with(
      SaId newId,
      InetAddress newSource,
      Optional<EncapsulationPorts> newEncapsulation,
      Replay newReplay,
      Lifetime newLifetime,
      Usage newUsage,
      Scope newScope,
      Optional<SaDirection> newDirection,
      Optional<Offload> newOffload) {
    return new EspState(
        newId,
        newSource,
        reqid,
        algorithm,
        newEncapsulation,
        extendedSequenceNumbers,
        newReplay,
        newLifetime,
        newUsage,
        lastUsedSeconds,
        newScope,
        newDirection,
        newOffload,
        mappingSeconds,
        advancePackets);
  }
}
