package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds for every step, whatever led to it. */
final class StepRules {

  private static final int EXCHANGE_OFFSET = 18;
  private static final int FLAGS_OFFSET = 19;
  private static final int RESPONSE = 0x20;

  private StepRules() {}

  static void check(SessionState before, Input input, Step step) {
    SessionState after = step.state();
    nothingSecretIsPrinted(after);
    boolean over = after instanceof SessionState.Vacant || after instanceof SessionState.Closed;
    assertThat(after.deadline().isPresent()).as("deadline of %s", after).isEqualTo(!over);
    if (after instanceof Established now) {
      changesAreStored(before, input, step, now);
      responsesAreStored(before, step, now);
    } else if (before instanceof Established) {
      assertThat(step.durable()).as("the end of a session is stored").isTrue();
    } else {
      assertThat(step.durable()).as("half-open sessions are never stored").isFalse();
    }
  }

  /** All that another node needs, but for what is read from the wire and the clock again. */
  private record Essence(
      IkeSa ikeSa,
      Optional<Integer> outstanding,
      List<String> childSas,
      int ikeGeneration,
      int childGeneration,
      Path path,
      List<Lease> leases,
      Optional<IkeSa> retiring,
      Optional<SessionEvent.Cause> ending) {

    static Essence of(Established session) {
      return new Essence(
          session.ikeSa(),
          session
              .outstanding()
              .filter(own -> !own.purpose().changesNothing())
              .map(Outstanding::messageId),
          session.childSas().stream()
              .map(sa -> sa.inboundSpi() + " " + sa.outboundSpi() + sa.stage() + sa.recoveries())
              .toList(),
          session.ikeGeneration(),
          session.childGeneration(),
          session.path(),
          session.leases(),
          session.retiring().map(Established.Retiring::ikeSa),
          session.ending());
    }
  }

  private static void changesAreStored(
      SessionState before, Input input, Step step, Established now) {
    if (step.durable()) {
      boolean recovered = input instanceof Input.Recovered;
      assertThat(recovered || now.window().checkpoint() == now.window().nextId()).isTrue();
    } else {
      assertThat(before)
          .as("an established session begins in the store")
          .isInstanceOf(now.getClass());
      assertThat(Essence.of(now))
          .as("a change that is not stored")
          .isEqualTo(Essence.of((Established) before));
      // A session that was read back has those that are not stored in doubt.
      assertThat(now.ownIds().next() - now.ownIds().checkpoint())
          .as("own requests that are not stored")
          .isBetween(now.ownIds().inDoubt() > 0 ? -1 : 0, OwnMessageIds.CHECKPOINT_INTERVAL);
    }
  }

  /** A response to IKE_AUTH or CREATE_CHILD_SA is stored with what it promises. */
  private static void responsesAreStored(SessionState before, Step step, Established now) {
    List<Octets> known =
        before instanceof Established was ? responses(was).toList() : List.<Octets>of();
    for (Decision decision : step.decisions()) {
      if (decision instanceof Decision.Transmit(_, List<Octets> datagrams)) {
        for (Octets datagram : datagrams) {
          if (changesState(datagram) && !known.contains(datagram)) {
            assertThat(step.durable()).isTrue();
            assertThat(responses(now)).contains(datagram);
          }
        }
      }
    }
  }

  private static boolean changesState(Octets datagram) {
    int exchange = datagram.at(EXCHANGE_OFFSET);
    return (datagram.at(FLAGS_OFFSET) & RESPONSE) != 0
        && (exchange == ExchangeType.CREATE_CHILD_SA.number()
            || exchange == ExchangeType.IKE_AUTH.number());
  }

  private static Stream<Octets> responses(Established session) {
    return Stream.concat(
        session.window().lastResponse().stream(),
        session.retiring().stream().flatMap(old -> old.window().lastResponse().stream()));
  }

  private static void nothingSecretIsPrinted(SessionState state) {
    String text = state.toString();
    secrets(state)
        .forEach(secret -> assertThat(text).doesNotContain(Octets.copyOf(secret.reveal()).hex()));
    assertThat(text).doesNotContain(Octets.utf8("sesame").hex()).doesNotContain("sesame");
  }

  private static Stream<Secret> secrets(SessionState state) {
    return switch (state) {
      case HalfOpen halfOpen -> keys(halfOpen.ikeSa());
      case Established session ->
          Stream.concat(
              keys(session.ikeSa()), session.childSas().stream().map(ChildSa::inboundKey));
      case SessionState.Lingering lingering -> keys(lingering.ikeSa());
      case SessionState.Vacant _, SessionState.Closed _ -> Stream.empty();
    };
  }

  private static Stream<Secret> keys(IkeSa ikeSa) {
    return Stream.of(ikeSa.keys().skD(), ikeSa.keys().skEi(), ikeSa.keys().skPr());
  }

  /** Fragments and the private key of a key exchange do not outlive the process. */
  static Established asStored(Established session) {
    return session
        .edit()
        .fragments(Fragments.none())
        .outstanding(session.outstanding().map(StepRules::withoutKey))
        .done();
  }

  private static Outstanding withoutKey(Outstanding own) {
    return own.purpose()
            instanceof
            Outstanding.Purpose.RekeyChildSa(
                int oldSpi,
                int newSpi,
                var nonce,
                var suite,
                _,
                var collision)
        ? own.withPurpose(
            new Outstanding.Purpose.RekeyChildSa(
                oldSpi, newSpi, nonce, suite, Optional.empty(), collision))
        : own;
  }
}
