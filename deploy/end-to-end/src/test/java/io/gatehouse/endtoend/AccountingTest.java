package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What FreeRADIUS writes down of sessions, whatever happens to the headend. */
class AccountingTest {
  @RegisterExtension
  static final Laboratory LABORATORY =
      Laboratory.withClients(1).with(HeadendSettings.usual().withAccounting());

  /** The policy asks for an interim record each minute. */
  private static final Duration LIMIT = Duration.ofSeconds(100);

  private static final long FILE = 10_000_000;

  @BeforeEach
  void onlyGatehouseTellsRadius() {
    assumeThat(LABORATORY.scene().headend()).isInstanceOf(GatehouseHeadend.class);
  }

  @Test
  void theCountersAreTheClients() {
    int before = records().size();
    try (ObservedClient observed = ObservedClient.on(scene(), scene().site().withEap(Site.ALICE))) {
      observed.connectAndUseTunnel();
      StrongSwanClient client = observed.client();
      String address = client.virtualAddress().orElseThrow();
      String sas = client.sas();
      client.disconnect();

      List<Map<String, String>> told = told(before, 2);
      assertThat(told)
          .extracting(record -> record.get("Acct-Status-Type"))
          .containsExactly("Start", "Stop");
      assertThat(told)
          .allSatisfy(
              record ->
                  assertThat(record)
                      .containsEntry("User-Name", Site.ALICE.name())
                      .containsEntry("Framed-IP-Address", address)
                      .containsEntry("Acct-Session-Id", told.getFirst().get("Acct-Session-Id")));
      Map<String, String> stop = told.getLast();
      assertThat(stop).containsEntry("Acct-Terminate-Cause", "User-Request");
      // What is lost on the way, and sent once more by TCP, only the sender has counted.
      assertThat(number(stop, "Acct-Input-Packets"))
          .isLessThanOrEqualTo(counted(sas, "packets-out"));
      assertThat(number(stop, "Acct-Output-Packets"))
          .isGreaterThanOrEqualTo(counted(sas, "packets-in"));
      assertThat(number(stop, "Acct-Input-Octets")).isBetween(FILE, FILE * 3 / 2);
      assertThat(number(stop, "Acct-Output-Octets")).isBetween(FILE, FILE * 3 / 2);
    }
  }

  @Test
  void aHeadendThatIsKilledGoesOnWithTheAccount() {
    int before = records().size();
    try (ObservedClient observed = ObservedClient.on(scene(), scene().site().withEap(Site.BOB))) {
      observed.connectAndUseTunnel();
      Map<String, String> interim = told(before, 2).get(1);
      assertThat(interim).containsEntry("Acct-Status-Type", "Interim-Update");
      assertThat(number(interim, "Acct-Input-Octets")).isGreaterThan(FILE);

      scene().headend().kill9();
      scene().headend().restart();
      await().atMost(LIMIT).until(() -> InsideHost.answersPing(observed.client().host()));
      observed.assertTunnelWorks();
      observed.client().disconnect();
      List<Map<String, String>> told = toldUntilStop(before);

      assertThat(told)
          .extracting(record -> record.get("Acct-Session-Id"))
          .containsOnly(interim.get("Acct-Session-Id"));
      assertThat(told)
          .extracting(record -> record.get("Acct-Status-Type"))
          .containsOnlyOnce("Start")
          .containsOnlyOnce("Stop")
          .startsWith("Start", "Interim-Update");
      for (int i = 2; i < told.size(); i++) {
        assertThat(number(told.get(i), "Acct-Input-Octets"))
            .isGreaterThanOrEqualTo(number(told.get(i - 1), "Acct-Input-Octets"));
        assertThat(number(told.get(i), "Acct-Session-Time"))
            .isGreaterThanOrEqualTo(number(told.get(i - 1), "Acct-Session-Time"));
      }
      assertThat(number(told.getLast(), "Acct-Input-Octets"))
          .as("before the kill and after it")
          .isGreaterThan(number(interim, "Acct-Input-Octets") + FILE);
    }
  }

  @Test
  void whatHappensWhileRadiusIsSilentIsToldWhenItSpeaks() {
    LABORATORY.expectInLog("records are kept until they can be delivered");
    int before = records().size();
    scene().radius().fallSilent();
    try (ObservedClient observed = ObservedClient.on(scene(), scene().site().withPreSharedKey())) {
      observed.connectAndUseTunnel();
      observed.client().disconnect();
      await()
          .atMost(LIMIT)
          .until(() -> scene().headend().output().contains("records are kept until"));
    } finally {
      scene().radius().speakAgain();
    }

    List<Map<String, String>> told = toldUntilStop(before);
    assertThat(told.getFirst()).containsEntry("Acct-Status-Type", "Start");
    assertThat(told.getLast()).containsEntry("Acct-Status-Type", "Stop");
    assertThat(told)
        .as("the server may have found the first try, and then one that was later")
        .anySatisfy(record -> assertThat(number(record, "Acct-Delay-Time")).isPositive());
  }

  @Test
  void aHeadendWithoutSessionsTellsThatItComesAndGoes() {
    // One that is told to end before it has begun to serve has nothing to take back.
    await().atMost(LIMIT).until(() -> scene().headend().output().contains("serves IKE on"));
    await()
        .atMost(LIMIT)
        .until(() -> status("sessions_established") == 0 && status("accounting_waiting") == 0);
    int before = records().size();

    scene().headend().restart();

    assertThat(told(before, 2))
        .extracting(record -> record.get("Acct-Status-Type"))
        .containsExactly("Accounting-Off", "Accounting-On");
  }

  private static long status(String name) {
    Map<String, Long> status = ((GatehouseHeadend) scene().headend()).showStatus();
    return Objects.requireNonNull(status.get(name), name);
  }

  private static List<Map<String, String>> records() {
    return Stream.of(scene().radius().accounting().split("\n\n", -1))
        .map(AccountingTest::attributes)
        .filter(record -> !record.isEmpty())
        .toList();
  }

  /** FreeRADIUS writes an attribute a line, indented, and an empty line behind each record. */
  private static Map<String, String> attributes(String record) {
    return record
        .lines()
        .filter(line -> line.startsWith("\t"))
        .map(line -> line.strip().split(" = ", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> pair[1].replace("\"", ""),
                (first, second) -> first + "," + second));
  }

  private static List<Map<String, String>> told(int before, int count) {
    await().atMost(LIMIT).until(() -> records().size() >= before + count);
    return records().subList(before, records().size());
  }

  private static List<Map<String, String>> toldUntilStop(int before) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                records().size() > before
                    && "Stop".equals(records().getLast().get("Acct-Status-Type")));
    return records().subList(before, records().size());
  }

  private static long number(Map<String, String> record, String attribute) {
    return Long.parseLong(record.get(attribute));
  }

  private static long counted(String sas, String counter) {
    Matcher matcher = Pattern.compile(counter + "=(\\d+)").matcher(sas);
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static Scene scene() {
    return LABORATORY.scene();
  }
}
