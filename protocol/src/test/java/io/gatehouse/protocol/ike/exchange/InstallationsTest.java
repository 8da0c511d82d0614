package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever moves, dies, is rekeyed or gets lost: no machine ever begins to send with sequence
 * numbers that another one, or itself before, may have used under the same key.
 */
class InstallationsTest {

  private static final int EVENTS = 60;
  private static final int SESSIONS = 40;
  private static final List<Path> PATHS =
      List.of(
          Headend.PATH,
          Headend.OTHER_PATH,
          Headend.OTHER_MACHINE,
          new Path(Headend.PATH.local(), Headend.PATH.remote(), "vpn3"));

  private record Numbers(Secret key, SequenceBlock block) {}

  /** What each machine has installed, by inbound SPI. */
  private final Map<String, Map<Integer, ChildSa>> machines = new HashMap<>();

  private final Set<Numbers> used = new HashSet<>();
  private Testbed testbed = Testbed.established();
  private int stepsCarriedOut;
  private int clientSpis;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("no pair of key and sequence block is installed twice")
  void neverTwice(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int installations = 0;
    for (int session = 0; session < SESSIONS; session++) {
      machines.clear();
      used.clear();
      clientSpis = Wishes.FIRST_SPI;
      testbed = Testbed.established();
      stepsCarriedOut = 0;
      carryOut(random);
      for (int i = 0; i < EVENTS && testbed.headend.isEstablished(); i++) {
        testbed.headend.later(Duration.ofSeconds(random.nextInt(4)));
        happens(random);
        carryOut(random);
      }
      installations += used.size();
    }
    assertThat(installations).as("the test tests something").isGreaterThan(10 * SESSIONS);
  }

  private void happens(RandomGenerator random) {
    Path path = PATHS.get(random.nextInt(PATHS.size()));
    switch (random.nextInt(9)) {
      case 0 -> testbed.headend.give(new Input.NotInstalled(path));
      case 1 -> testbed.headend.give(new Input.PathChanged(path));
      case 2 -> testbed.headend.receive(path, testbed.client.request(ExchangeType.INFORMATIONAL));
      case 3 -> rekeyByClient(path);
      case 4 -> testbed.headend.give(new Input.RekeyDue(testbed.childSa(0).inboundSpi()));
      case 5 -> answerOwnRequest(path);
      case 6 -> machines.remove(path.headend());
      case 7 -> recover(random);
      default -> testbed.headend.wake();
    }
  }

  private void rekeyByClient(Path path) {
    ChildSa old = testbed.headend.established().childSas().getLast();
    testbed.headend.receive(
        path,
        testbed.client.request(
            ExchangeType.CREATE_CHILD_SA,
            Wishes.rekey(old.outboundSpi()),
            Wishes.esp(++clientSpis, Policies.ESP),
            new Payload.Nonce(testbed.client.nonce()),
            Wishes.anyInitiator(),
            Wishes.anyResponder()));
  }

  private void answerOwnRequest(Path path) {
    testbed
        .headend
        .established()
        .outstanding()
        .ifPresent(
            own -> {
              IkeMessage request = testbed.client.open(List.of(own.datagrams().getLast()));
              Payload[] answer =
                  own.purpose() instanceof Outstanding.Purpose.RekeyChildSa
                      ? ChildSaRekeyAnswer.to(
                          request, ++clientSpis, testbed.client.nonce(), testbed.client)
                      : new Payload[0];
              testbed.headend.receive(path, testbed.client.response(request, answer));
            });
  }

  private void recover(RandomGenerator random) {
    String machine = testbed.headend.established().path().headend();
    boolean lives = machines.containsKey(machine) || random.nextBoolean();
    testbed.headend.crash(
        new Input.Recovered(machines.getOrDefault(machine, Map.of()).keySet(), lives));
  }

  /** A machine that has the keys already goes on with the numbers that it has. */
  private void carryOut(RandomGenerator random) {
    boolean done = testbed.headend.steps() == stepsCarriedOut;
    stepsCarriedOut = testbed.headend.steps();
    // A process may die between the store and what it wanted to do then.
    if (done || random.nextInt(10) == 0) {
      return;
    }
    for (Decision decision : testbed.headend.decisions()) {
      switch (decision) {
        case Decision.Install(ChildSa childSa, Path path, var _) -> install(childSa, path);
        case Decision.Remove(int spi, String headend, _) when random.nextInt(6) != 0 ->
            machines.getOrDefault(headend, new HashMap<>()).remove(spi);
        default -> {}
      }
    }
  }

  private void install(ChildSa childSa, Path path) {
    Map<Integer, ChildSa> machine = machines.computeIfAbsent(path.headend(), _ -> new HashMap<>());
    ChildSa present = machine.get(childSa.inboundSpi());
    if (present != null && present.outboundKey().equals(childSa.outboundKey())) {
      return;
    }
    SequenceBlock.after(childSa.recoveries())
        .ifPresent(
            block -> {
              assertThat(used.add(new Numbers(childSa.outboundKey(), block)))
                  .as("%s of %s", block, childSa)
                  .isTrue();
              machine.put(childSa.inboundSpi(), childSa);
            });
  }
}
