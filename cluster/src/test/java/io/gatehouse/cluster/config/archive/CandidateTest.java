package io.gatehouse.cluster.config.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.RouterConfigurations;
import io.gatehouse.cluster.config.language.Mode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that are entered change what stands, as on IOS. */
class CandidateTest {

  private static final ConfigurationText STANDING =
      new ConfigurationText(
          """
          hostname hub
          username alice password 0 hunter2
          radius server R
           address ipv4 192.0.2.1
           key 7 0822455D0A16
          !
          end
          """);

  @Test
  void aBlockThatIsEnteredAgainGoesOn() {
    assertThat(entered("radius server R\n timeout 9\n"))
        .isEqualTo(
            """
            hostname hub
            username alice password 0 hunter2
            radius server R
             address ipv4 192.0.2.1
             key 7 0822455D0A16
             timeout 9
            !
            end
            """);
  }

  @Test
  void noTakesBackALineABlockAndALineOfABlock() {
    assertThat(entered("no username alice\nno radius server R\n")).isEqualTo("hostname hub\nend\n");
    assertThat(entered("radius server R\nno key\ndefault hostname\n"))
        .isEqualTo(
            """
            username alice password 0 hunter2
            radius server R
             address ipv4 192.0.2.1
            !
            end
            """);
  }

  @Test
  void aCommandGivenAgainReplacesTheOneBefore() {
    assertThat(
            entered("username alice secret 0 other\nhostname spoke\nradius server R\n key 0 k\n"))
        .isEqualTo(
            """
            hostname spoke
            username alice secret 0 other
            radius server R
             address ipv4 192.0.2.1
             key 0 k
            !
            end
            """);
  }

  @Test
  void whatMayBeRepeatedIsAddedOnce() {
    assertThat(
            entered(
                """
                crypto ikev2 profile P
                 match identity remote fqdn a.example.com
                 match identity remote any
                 MATCH identity REMOTE fqdn a.example.com
                 authentication remote eap query-identity
                 authentication remote pre-share
                 authentication remote eap
                """))
        .endsWith(
            """
            crypto ikev2 profile P
             match identity remote fqdn a.example.com
             match identity remote any
             authentication remote eap
             authentication remote pre-share
            !
            end
            """);
  }

  @Test
  void ofOverlappingCommandsTheLastOneCounts() {
    assertThat(
            entered(
                """
                crypto ikev2 keyring K
                 peer A
                  pre-shared-key 0 both
                  pre-shared-key local 0 mine
                  pre-shared-key 0 again
                aaa accounting network L start-stop group radius
                aaa accounting network L
                 action-type none
                crypto ipsec transform-set T esp-gcm 256
                crypto ipsec transform-set T esp-gcm
                """))
        .endsWith(
            """
            crypto ikev2 keyring K
             peer A
              pre-shared-key local 0 mine
              pre-shared-key 0 again
             !
            !
            aaa accounting network L
             action-type none
            !
            crypto ipsec transform-set T esp-gcm
            !
            end
            """);
  }

  @Test
  void keywordsThatAreTakenBackAreTheSameInUpperAndLowerCaseAndNamesAreNot() {
    assertThat(entered("no USERNAME ALICE\n")).contains("username alice");
    assertThat(entered("no USERNAME alice\nno radius SERVER R\n")).isEqualTo("hostname hub\nend\n");
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.cluster.config.RouterConfigurations#thatLoad")
  void aConfigurationThatIsEnteredOnTopOfItselfChangesNothing(String router) {
    ConfigurationText text = ConfigurationText.of(RouterConfigurations.text(router));

    assertThat(changed(ConfigurationText.EMPTY, text.reveal()).text().reveal())
        .isEqualTo(text.reveal());
    assertThat(changed(text, text.reveal()).text().reveal()).isEqualTo(text.reveal());
    assertThat(changed(text, takenBack(text)).text().reveal()).isEqualTo("end\n");
  }

  /** {@code no} of each command at the top; what else begins there is a line of a banner. */
  private static String takenBack(ConfigurationText text) {
    return text.reveal()
        .lines()
        .filter(
            line ->
                line.matches(
                    "(hostname|username|aaa|radius(-server)?|crypto|interface|ip|ipv6) .*"))
        .map(line -> "no " + line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void theOpenBlockIsKnown() {
    assertThat(changed("radius server R\n").mode()).isEqualTo(Mode.RADIUS_SERVER);
    assertThat(changed("radius server R\nexit\n").mode()).isEqualTo(Mode.GLOBAL);
    assertThat(changed("").mode()).isEqualTo(Mode.GLOBAL);
  }

  @Test
  void problemsAndUnusedLinesAreThoseOfTheEnteredLines() {
    assertThat(changed("hostname x\nversion 17.9\n").unused())
        .singleElement()
        .satisfies(unused -> assertThat(unused.first()).isEqualTo(2));
    assertThat(Candidate.of(STANDING, "terminal", "hostname x\nradius server R\n tiemout 9\n"))
        .isInstanceOfSatisfying(
            Candidate.Mistaken.class,
            mistaken ->
                assertThat(mistaken.mistakes())
                    .singleElement()
                    .satisfies(
                        mistake ->
                            assertThat(mistake.summary())
                                .startsWith("terminal:3:2: unknown command 'tiemout'")));
  }

  @Test
  void linesThatStandAndDoNothingAreNotReportedAgain() {
    ConfigurationText tacacs = new ConfigurationText("aaa group server tacacs+ T\nend\n");

    assertThat(Candidate.of(tacacs, "terminal", "hostname x\n"))
        .isInstanceOfSatisfying(
            Candidate.Changed.class, changed -> assertThat(changed.unused()).isEmpty());
  }

  @Test
  void secretsAreMaskedForEyes() {
    assertThat(STANDING.masked()).contains("username alice password 0 <removed>");
    assertThat(STANDING.toString()).doesNotContain("hunter2");
  }

  private static String entered(String lines) {
    return changed(lines).text().reveal();
  }

  private static Candidate.Changed changed(String lines) {
    return changed(STANDING, lines);
  }

  private static Candidate.Changed changed(ConfigurationText standing, String lines) {
    return (Candidate.Changed) Candidate.of(standing, "terminal", lines);
  }
}
