package io.gatehouse.benchmark.setup;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.node.BenchmarkNode;
import io.gatehouse.benchmark.node.NodeFiles;
import io.gatehouse.benchmark.node.NodePlan;
import io.gatehouse.benchmark.node.Pki;
import io.gatehouse.benchmark.process.ProcessAccount;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.benchmark.strongswan.StrongSwan;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Lab;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.PostgreSql;
import io.gatehouse.endtoend.peer.RadiusUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets sessions up and deletes them, with strongSwan's load-tester as the client of both headends
 * in turn. charon, Gatehouse, the clients and FreeRADIUS have a host each on one switch.
 *
 * @param rounds of each row for each headend
 * @param sessions of a round
 * @param warmUp sessions for Gatehouse before the first row; before each row both headends get a
 *     tenth of that
 * @param parallel sessions that are set up at the same time
 * @param postgresql whether Gatehouse is measured with PostgreSQL too
 */
public record SetUpSet(int rounds, int sessions, int warmUp, int parallel, boolean postgresql)
    implements BenchmarkSet {

  private static final String CHARON = "charon";
  private static final String GATEHOUSE = "Gatehouse";
  private static final String RADIUS_CLIENTS = "192.0.2.0/24";
  private static final List<Exchange> WITHOUT_AND_WITH_EAP =
      List.of(Exchange.PSK_X25519, Exchange.RSA_EAP_X25519);
  private static final int CLIENTS_HOST = 1;
  private static final int CHARON_HOST = 2;
  private static final int RADIUS_HOST = 3;

  public static SetUpSet usual() {
    return new SetUpSet(3, 250, 5000, 32, true);
  }

  @Override
  public String name() {
    return "setup";
  }

  @Override
  public Section run(Path files) {
    Pki pki = Pki.create();
    RadiusUser everybody = RadiusUser.of("DEFAULT", NodeFiles.PASSWORD, "MSCHAPv2");
    String radius = Addresses.client(RADIUS_HOST);
    try (Lab lab = Lab.open(files, RADIUS_HOST);
        FreeRadius _ =
            FreeRadius.start(
                lab.client(RADIUS_HOST),
                radius,
                RADIUS_CLIENTS,
                pki.authority(),
                List.of(everybody));
        Charon charon = Charon.start(lab.client(CHARON_HOST), pki, radius)) {
      LoadTester clients =
          new LoadTester(lab.client(CLIENTS_HOST), Addresses.client(CLIENTS_HOST), pki, parallel);
      Contender base =
          new Contender(CHARON, Addresses.client(CHARON_HOST), charon.account(), Optional.empty());
      NodePlan plan = NodePlan.of(pki).asking(radius);
      List<Measurement> all = new ArrayList<>(embedded(lab, plan, base, clients));
      if (postgresql) {
        all.addAll(withDatabase(lab, plan, base, clients));
      }
      return new Section(name(), conditions(), Optional.of(CHARON), all);
    }
  }

  private List<Measurement> embedded(Lab lab, NodePlan plan, Contender base, LoadTester clients) {
    try (BenchmarkNode node = BenchmarkNode.start(lab.headend(), plan)) {
      Contender gatehouse =
          new Contender(GATEHOUSE, Addresses.HEADEND_OUTSIDE, node.account(), Optional.empty());
      warmUp(gatehouse, clients);
      List<Measurement> all = new ArrayList<>();
      for (Exchange exchange : Exchange.values()) {
        all.addAll(new SetUpRow(this, exchange, base, gatehouse, clients).measure());
      }
      return all;
    }
  }

  private List<Measurement> withDatabase(
      Lab lab, NodePlan plan, Contender base, LoadTester clients) {
    try (PostgreSql database = PostgreSql.start(lab.headend());
        BenchmarkNode node = BenchmarkNode.start(lab.headend(), plan.storingIn(database))) {
      Contender gatehouse =
          new Contender(
              GATEHOUSE,
              Addresses.HEADEND_OUTSIDE,
              node.account(),
              Optional.of(() -> ProcessAccount.processorTimeOfFamily(database.pid())));
      warmUp(gatehouse, clients);
      List<Measurement> all = new ArrayList<>();
      for (Exchange exchange : WITHOUT_AND_WITH_EAP) {
        all.addAll(
            new SetUpRow(this, exchange, base, gatehouse, clients)
                .titled(exchange.title() + "; PostgreSQL")
                .measure());
      }
      return all;
    }
  }

  private void warmUp(Contender gatehouse, LoadTester clients) {
    for (Exchange exchange : WITHOUT_AND_WITH_EAP) {
      SetUpRound.run(gatehouse, clients, exchange, exchange.domain(), warmUp / 2);
    }
  }

  /** What a headend gets before each row. */
  int warmUpOfRow() {
    return warmUp / 10;
  }

  private String conditions() {
    return """
    strongSwan %s as charon with fake_kernel and as load-tester, %d sessions at a time, each deleted as soon as it is \
    established; logs off. AES-256-GCM, a virtual IP. %d rounds of %d sessions, charon and Gatehouse in turn; \
    before the first row %d sessions for Gatehouse, before each %d for both. EAP by the same FreeRADIUS, where the row does not say \
    otherwise (Gatehouse has the same rounds there); its processor time is nobody's. Gatehouse without a data plane, sessions in H2 or in PostgreSQL.\
    """
        .formatted(StrongSwan.version(), parallel, rounds, sessions, warmUp, warmUpOfRow());
  }
}
