package io.gatehouse.cluster.config.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.language.Mode;
import org.junit.jupiter.api.Test;

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
    return (Candidate.Changed) Candidate.of(STANDING, "terminal", lines);
  }
}
