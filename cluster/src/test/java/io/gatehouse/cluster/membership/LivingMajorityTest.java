package io.gatehouse.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.KeepMajority;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Five nodes, A to E; what is lost is lost without a word. */
class LivingMajorityTest {

  private static final String DATA_CENTER = "default";
  private static final List<Character> NODES = List.of('A', 'B', 'C', 'D', 'E');

  /** A is lost, B says so, and is lost as well. */
  private static final List<String> ONE_AFTER_THE_OTHER =
      List.of("BA", "CA", "DA", "EA", "CB", "DB", "EB");

  @Test
  void twoThatAreLostOneAfterTheOtherAreTakenOut() {
    LivingMajority majority = new LivingMajority(DATA_CENTER, node('C'));
    happened(majority, ONE_AFTER_THE_OTHER, "CDE");

    assertThat(downed(majority)).isEqualTo("AB");
  }

  /** If this ever fails, Pekko has mended it, and this class can go. */
  @Test
  void pekkoDoesNotKnowHowToGoOn() {
    KeepMajority majority = new KeepMajority(DATA_CENTER, Option.empty(), node('C'));
    happened(majority, ONE_AFTER_THE_OTHER, "CDE");

    assertThatThrownBy(() -> downed(majority)).hasMessageContaining("downing all instead");
  }

  @Test
  void twoThatAreLostAtOnceAreTakenOut() {
    LivingMajority majority = new LivingMajority(DATA_CENTER, node('C'));
    happened(majority, List.of("CA", "DA", "EA", "CB", "DB", "EB"), "CDE");

    assertThat(downed(majority)).isEqualTo("AB");
  }

  /** Both still hear the rest, so somebody has to decide between them. */
  @Test
  void twoThatAreCutOffFromEachOtherOnlyAreTakenOut() {
    LivingMajority majority = new LivingMajority(DATA_CENTER, node('C'));
    happened(majority, List.of("AB", "BA"), "ABCDE");

    assertThat(downed(majority)).isEqualTo("AB");
  }

  @Test
  void aLossBesideThemIsTakenOutAsWell() {
    LivingMajority majority = new LivingMajority(DATA_CENTER, node('C'));
    happened(majority, List.of("AB", "BA", "AE", "BE", "CE", "DE"), "ABCD");

    assertThat(downed(majority)).isEqualTo("ABE");
  }

  /** Nobody but B has missed A, and B is lost. */
  @Test
  void whoIsMissedByTheLostOnlyStays() {
    List<String> records = List.of("BA", "AB", "CB", "DB", "AE", "CE", "DE");
    for (char survivor : "ACD".toCharArray()) {
      LivingMajority majority = new LivingMajority(DATA_CENTER, node(survivor));
      happened(majority, records, "ACD");

      assertThat(downed(majority)).isEqualTo("BE");
    }
  }

  /** It can still send, and says that it hears nobody. */
  @Test
  void whoIsDeafIsTakenOut() {
    List<String> records = List.of("BA", "BC", "AB", "CB", "DB", "EB");
    for (char survivor : "ACDE".toCharArray()) {
      LivingMajority majority = new LivingMajority(DATA_CENTER, node(survivor));
      happened(majority, records, "ACDE");

      assertThat(downed(majority)).isEqualTo("B");
    }
  }

  @Test
  void aMinorityTakesItselfOut() {
    LivingMajority majority = new LivingMajority(DATA_CENTER, node('B'));
    happened(majority, List.of("CA", "DA", "EA", "BA", "BC", "BD", "BE"), "B");

    assertThat(downed(majority)).isEqualTo("B");
  }

  /**
   * @param records who does not reach whom
   * @param seen who has seen the current gossip
   */
  private static void happened(DowningStrategy strategy, List<String> records, String seen) {
    NODES.forEach(name -> strategy.add(member(name)));
    Reachability reachability = Reachability.empty();
    for (String record : records) {
      reachability = reachability.unreachable(node(record.charAt(0)), node(record.charAt(1)));
    }
    strategy.setReachability(reachability);
    records.stream().map(record -> member(record.charAt(1))).forEach(strategy::addUnreachable);
    strategy.setSeenBy(
        CollectionConverters.asScala(
                names(seen).map(name -> node(name).address()).collect(Collectors.toSet()))
            .toSet());
  }

  private static String downed(DowningStrategy strategy) {
    return CollectionConverters.asJava(strategy.nodesToDown(strategy.decide())).stream()
        .map(node -> node.address().getHost().orElseThrow())
        .sorted()
        .collect(Collectors.joining());
  }

  private static Stream<Character> names(String text) {
    return text.chars().mapToObj(name -> (char) name);
  }

  private static UniqueAddress node(char name) {
    return new UniqueAddress(
        Address.apply("pekko", "gatehouse", String.valueOf(name), 17355), name);
  }

  private static Member member(char name) {
    return new Member(
        node(name),
        name,
        MemberStatus.up(),
        CollectionConverters.asScala(java.util.Set.of("dc-" + DATA_CENTER)).toSet(),
        new Version("1.0.0"));
  }
}
