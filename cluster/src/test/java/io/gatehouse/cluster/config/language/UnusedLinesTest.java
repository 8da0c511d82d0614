package io.gatehouse.cluster.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line that is not used is accounted for; nothing about security is passed over. */
class UnusedLinesTest {

  @Test
  void aBlockOfTheRouterIsListedAsAWhole() {
    var problems =
        read(
            """
            Building configuration...

            Current configuration : 4711 bytes
            !
            version 17.9
            crypto pki certificate chain CA
             certificate ca 01
              30820321 30820209 A0030201 02020101
              300D0609
              \tquit
            banner login ^C
              crypto ikev2 profile X
            ^C
            line vty 0 4
             exec-timeout 5 0
            !
             login local
            end
            """);

    assertThat(problems.mistakes()).isEmpty();
    assertThat(problems.unused())
        .extracting(UnusedLines::toString)
        .containsExactly(
            "1: irrelevant here: Building configuration... (it says nothing about Gatehouse)",
            "3: irrelevant here: Current configuration ... (it says nothing about Gatehouse)",
            "5: irrelevant here: version 17.9 (it says nothing about Gatehouse)",
            "6-10: irrelevant here: crypto pki certificate chain ... (certificates come from"
                + " files)",
            "11-13: irrelevant here: banner login ^C (it belongs to the router)",
            "14-17: irrelevant here: line vty ... (it belongs to the router)");
  }

  @Test
  void whatIsNotUnderstoodOrNotAvailableIsNotSupported() {
    var problems =
        read(
            """
            crypto ikev2 disconnect-revoked-peers
            crypto map M 10 ipsec-isakmp
             set peer 192.0.2.1
             match address 101
            crypto ikev2 profile P
             ivrf RED
            """);

    assertThat(problems.mistakes()).extracting(Problem::line).containsExactly(1, 2, 6);
    assertThat(problems.unused())
        .extracting(UnusedLines::toString)
        .containsExactly(
            "1: not supported: crypto ikev2 disconnect-revoked-peers",
            "2-4: not supported: crypto map M 10 ipsec-isakmp",
            "6: not supported: ivrf RED (there are no VRFs)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interface GigabitEthernet1\n crypto map M\n ip address 192.0.2.1 255.255.255.0",
        "line vty 0 4\n aaa something new",
        "router bgp 65000\n radius-server directed-request\n neighbor 192.0.2.1",
      })
  void aLineAboutSecurityIsNotPassedOverInABlockOfTheRouter(String text) {
    assertThat(read(text).mistakes()).extracting(Problem::line).containsExactly(2);
    assertThat(read(text).unused()).hasSize(2);
  }

  @Test
  void aCommandOfGatehouseIsReadWhereverItStands() {
    var reading = StatementReader.read("f", "line vty 0 4\n login\n hostname x\n");

    assertThat(reading.problems().mistakes()).isEmpty();
    assertThat(reading.section().has(Command.HOSTNAME)).isTrue();
  }

  /** The routers' families are many, and some word of them may be near to what was meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "crypto ikev2 profile P\n line 5\n lifetime 500",
        "crypto ikev2 keyring K\n peer P\n  logging x\n  pre-shared-key k",
        "crypto ikev2 profile P\n no line 5",
      })
  void aLineIndentedIntoABlockIsNotTakenForOneOfTheRouter(String text) {
    assertThat(read(text).mistakes()).hasSize(1);
    assertThat(read(text).unused()).hasSize(1);
  }

  /** A line of a block that is not indented, and mistyped, would be lost among them. */
  @Test
  void noFamilyOfTheRouterBeginsAsACommandOfABlock() {
    Set<String> inner =
        Set.of(Mode.values()).stream()
            .filter(mode -> mode != Mode.GLOBAL && mode != Mode.INTERFACE)
            .flatMap(mode -> Grammar.definitions(mode).stream())
            .map(definition -> firstWord(definition.syntax().notation()))
            .collect(Collectors.toSet());

    assertThat(Accepted.all())
        .filteredOn(accepted -> accepted.mode() == Mode.GLOBAL)
        .extracting(accepted -> accepted.syntax().notation())
        .filteredOn(notation -> notation.matches("\\S+ \\*"))
        .noneMatch(notation -> inner.contains(firstWord(notation)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "snmp-server community public RO; snmp-server community ...",
        "enable secret 9 $9$abc; enable secret ...",
        "tacacs-server key hunter2; tacacs-server key ...",
        "enable password; enable password",
      })
  void secretsOfTheRouterAreNotShown(String line, String shown) {
    assertThat(read(line).unused()).extracting(UnusedLines::excerpt).containsExactly(shown);
  }

  private static String firstWord(String notation) {
    return notation.replaceFirst(" .*", "");
  }

  private static Problems read(String text) {
    return StatementReader.read("vpn.conf", text).problems();
  }
}
