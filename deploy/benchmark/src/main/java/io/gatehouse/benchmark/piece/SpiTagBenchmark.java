package io.gatehouse.benchmark.piece;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The tag that makes an SPI this cluster's own. */
@State(Scope.Benchmark)
public class SpiTagBenchmark {

  private final SpiLayout layout = new SpiLayout(Secret.owned(new SecureRandom().generateSeed(32)));
  private final SessionNumber session = new SessionNumber(1);

  @Benchmark
  @Row("SPI tag: mint and check")
  public Optional<SessionNumber> tag() {
    return layout.owner(layout.ikeSpi(session, 0));
  }
}
