package io.gatehouse.benchmark.setup;

import io.gatehouse.benchmark.result.Measurement;
import java.util.ArrayList;
import java.util.List;

/** One exchange, measured for both headends in turn. */
record SetUpRow(
    SetUpSet set,
    Exchange exchange,
    Contender charon,
    Contender gatehouse,
    LoadTester clients,
    String title) {

  SetUpRow(
      SetUpSet set, Exchange exchange, Contender charon, Contender gatehouse, LoadTester clients) {
    this(set, exchange, charon, gatehouse, clients, exchange.title());
  }

  SetUpRow titled(String newTitle) {
    return new SetUpRow(set, exchange, charon, gatehouse, clients, newTitle);
  }

  List<Measurement> measure() {
    run(gatehouse, exchange.domain(), set.warmUpOfRow());
    run(charon, exchange.domain(), set.warmUpOfRow());
    SetUpFigures figures = new SetUpFigures();
    SetUpFigures withLocalUsers = new SetUpFigures();
    for (int round = 0; round < set.rounds(); round++) {
      figures.add(charon, run(charon, exchange.domain(), set.sessions()));
      SetUpRound ours = run(gatehouse, exchange.domain(), set.sessions());
      figures.add(gatehouse, ours);
      if (exchange.hasLocalVariant() && gatehouse.database().isEmpty()) {
        withLocalUsers.add(charon, run(charon, Exchange.LOCAL_USERS, set.sessions()));
        withLocalUsers.add(gatehouse, ours);
      }
    }
    List<Measurement> all = new ArrayList<>(figures.measurements(title));
    all.addAll(withLocalUsers.measurements(title + "; charon's own users"));
    return all;
  }

  private SetUpRound run(Contender headend, String domain, int sessions) {
    return SetUpRound.run(headend, clients, exchange, domain, sessions);
  }
}
