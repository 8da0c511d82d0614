package io.gatehouse.benchmark.anyconnect;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.node.BenchmarkNode;
import io.gatehouse.benchmark.node.Load;
import io.gatehouse.benchmark.node.LoadProcess;
import io.gatehouse.benchmark.node.NodeFiles;
import io.gatehouse.benchmark.node.NodePlan;
import io.gatehouse.benchmark.node.Pki;
import io.gatehouse.benchmark.node.Placement;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Lab;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.RadiusUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Sets AnyConnect users' sessions up and deletes them, with simulated clients. There is no open
 * headend to compare it with.
 *
 * @param rounds of each row
 * @param sessions of a round
 * @param warmUp sessions of each row's kind before its first round
 * @param parallel sessions that are set up at the same time
 */
public record AnyConnectSet(int rounds, int sessions, int warmUp, int parallel)
    implements BenchmarkSet {

  private static final String GATEHOUSE = "Gatehouse";
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<String> KEY_EXCHANGES = List.of("x25519");

  /** Sessions by which the clients' own program becomes fast. */
  private static final int CLIENT_WARM_UP = 500;

  public static AnyConnectSet usual() {
    return new AnyConnectSet(3, 400, 2500, 32);
  }

  @Override
  public String name() {
    return "anyconnect";
  }

  @Override
  public Section run(Path files) {
    Pki pki = Pki.create();
    RadiusUser everybody = RadiusUser.of("DEFAULT", NodeFiles.PASSWORD, "MSCHAPv2");
    try (Lab lab = Lab.open(files, 1);
        FreeRadius _ =
            FreeRadius.start(
                lab.inside(),
                Addresses.INSIDE_HOST,
                Addresses.HEADEND_INSIDE,
                pki.authority(),
                List.of(everybody));
        BenchmarkNode node = BenchmarkNode.start(lab.headend(), NodePlan.of(pki))) {
      List<Measurement> all = new ArrayList<>();
      KEY_EXCHANGES.forEach(keyExchange -> all.addAll(row(lab, node, keyExchange)));
      return new Section(name(), conditions(), Optional.empty(), all);
    }
  }

  private List<Measurement> row(Lab lab, BenchmarkNode node, String keyExchange) {
    load(lab, node, keyExchange, "warm-up", warmUp);
    List<AnyConnectRound> measured = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Duration before = node.account().processorTime();
      JsonNode report = load(lab, node, keyExchange, "round", sessions);
      Duration spent = node.account().processorTime().minus(before);
      measured.add(new AnyConnectRound(report, sessions + CLIENT_WARM_UP, spent));
    }
    String row = "AnyConnect-EAP, RSA-2048, " + keyExchange;
    return List.of(
        of(row, Quantity.SERVER_CPU_PER_SESSION, measured, AnyConnectRound::serverMillis),
        of(row, Quantity.SESSIONS_PER_SECOND, measured, AnyConnectRound::rate),
        of(row, Quantity.SET_UP_P50, measured, AnyConnectRound::median),
        of(row, Quantity.SET_UP_P99, measured, AnyConnectRound::p99),
        of(row, Quantity.FAILURES, measured, AnyConnectRound::failures),
        of(row, Quantity.RETRANSMISSIONS, measured, AnyConnectRound::retransmissions));
  }

  private static Measurement of(
      String row,
      Quantity quantity,
      List<AnyConnectRound> rounds,
      ToDoubleFunction<AnyConnectRound> value) {
    return Measurement.of(row, GATEHOUSE, quantity, rounds, value);
  }

  private JsonNode load(
      Lab lab, BenchmarkNode node, String keyExchange, String title, int clients) {
    try (LoadProcess users =
        Load.anyConnect(node, keyExchange)
            .with("--warm-up", CLIENT_WARM_UP, "--clients", clients, "--parallel", parallel)
            .start(lab.client(1), title, Placement.anywhere())) {
      return users.report(LIMIT);
    }
  }

  private String conditions() {
    return """
    Simulated clients with a user name and a password, %d at a time, each deleted as soon as it is established; \
    FreeRADIUS checks the password (PAP). %d rounds of %d sessions after %d; Gatehouse without a data plane, H2.\
    """
        .formatted(parallel, rounds, sessions, warmUp);
  }
}
