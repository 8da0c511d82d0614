package io.gatehouse.cluster.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.RandomSessions;
import io.gatehouse.cluster.session.RecordingDataPlane;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalPlaneTest {

  private final RecordingDataPlane plane = new RecordingDataPlane();
  private Instant now = Instant.EPOCH;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Successors successors = new Successors(clock);
  private final LocalPlane local = new LocalPlane(plane, successors);

  private final Established session =
      Stream.generate(new RandomSessions(1)::next)
          .filter(candidate -> !candidate.childSas().isEmpty())
          .findFirst()
          .orElseThrow();
  private final ChildSa first = session.childSas().getFirst();
  private final ChildSa second = first.recovered();
  private final ChildSa third = second.recovered();
  private final int spi = first.inboundSpi();

  private void install(ChildSa childSa) {
    local.install(childSa, session.path(), List.of());
  }

  private void makeWayFor(ChildSa successor) {
    local.remove(spi, OptionalInt.of(successor.recoveries()));
  }

  @Test
  void whatMakesWayIsRemoved() {
    install(first);

    makeWayFor(second);

    assertThat(plane.installed()).isEmpty();
  }

  @Test
  void anInstallationThatComesAfterItsRemovalDoesNotStay() {
    makeWayFor(third);

    install(second);

    assertThat(plane.installed()).isEmpty();
  }

  @Test
  void theSuccessorOfWhatHasMadeWayMayComeBack() {
    makeWayFor(second);

    install(third);

    assertThat(plane.installed()).containsEntry(spi, third);
  }

  @Test
  void aRemovalThatComesLateLeavesALaterInstallation() {
    install(third);

    makeWayFor(second);

    assertThat(plane.installed()).containsEntry(spi, third);
  }

  @Test
  void anEarlierInstallationThatComesLateLeavesALaterOne() {
    makeWayFor(second);
    install(third);

    install(first);

    assertThat(plane.installed()).containsEntry(spi, third);
  }

  @Test
  void whatHasEndedIsRemovedWhateverItIs() {
    install(third);

    local.remove(spi, OptionalInt.empty());

    assertThat(plane.installed()).isEmpty();
  }

  @Test
  void anotherChildSaMayHaveTheSpiLater() {
    makeWayFor(third);
    now = now.plus(Successors.MEMORY).plusMillis(1);

    install(first);

    assertThat(plane.installed()).containsEntry(spi, first);
  }

  @Test
  void ofManyTheLatestAreKnown() {
    IntStream.rangeClosed(0, Successors.MOST).forEach(other -> successors.note(other, 1));

    assertThat(successors.of(0)).isEmpty();
    assertThat(successors.of(1)).hasValue(1);
    assertThat(successors.of(Successors.MOST)).hasValue(1);
  }
}
