package io.gatehouse.cluster.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.membership.NodesFixture;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadManTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final NodesFixture cluster = new NodesFixture("vpn1");
  private final AtomicInteger removals = new AtomicInteger();
  private final DataPlane plane =
      new DataPlane() {
        @Override
        public void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {}

        @Override
        public void remove(int inboundSpi) {}

        @Override
        public void move(int inboundSpi, Path path) {}

        @Override
        public OptionalInt outboundSpi(int inboundSpi) {
          return OptionalInt.empty();
        }

        @Override
        public OptionalInt recoveries(int inboundSpi) {
          return OptionalInt.empty();
        }

        @Override
        public void removeAll() {
          removals.incrementAndGet();
        }

        @Override
        public Traffic traffic(int inboundSpi) {
          return Traffic.NONE;
        }

        @Override
        public void close() {}
      };

  private long now;
  private final DeadMan deadMan = new DeadMan(cluster.nodes(), plane, LIMIT, () -> now);

  private void lookAfter(Duration time) {
    now += time.toNanos();
    deadMan.look();
  }

  @Test
  void aMemberKeepsWhatItHas() {
    for (int i = 0; i < 100; i++) {
      lookAfter(Duration.ofMillis(250));
    }

    assertThat(removals).hasValue(0);
  }

  @Test
  void aNodeThatIsCutOffEndsItsTraffic() {
    lookAfter(Duration.ofMillis(250));
    cluster.cutOff();

    lookAfter(LIMIT);
    assertThat(removals).as("it may be found again").hasValue(0);
    lookAfter(Duration.ofMillis(250));
    assertThat(removals).hasValue(1);

    cluster.found();
    lookAfter(Duration.ofMillis(250));
    int until = removals.get();
    lookAfter(Duration.ofMillis(250));
    assertThat(removals).hasValue(until);
  }

  @Test
  void aProcessThatWasStoppedDoesNotGoOnAsIfNothingHadHappened() {
    lookAfter(Duration.ofMillis(250));

    lookAfter(Duration.ofSeconds(30));

    assertThat(removals).hasValue(1);
  }
}
