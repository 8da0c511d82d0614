package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reference to something that is not defined is reported where it stands. */
class ReferenceTest {

  private static final String PROFILE =
      """
      crypto ikev2 profile P
       shutdown
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "aaa new-model~aaa group server radius G~ server name R; 3:14; radius server 'R'",
        "aaa new-model~aaa authentication login L group G; 2:34; aaa group server radius 'G'",
        "aaa new-model~aaa authentication login L group radius; 2:34;"
            + " aaa group server radius 'radius'",
        "aaa new-model~aaa accounting network L start-stop group G; 2:43;"
            + " aaa group server radius 'G'",
        "crypto ikev2 policy P~ proposal X; 2:11; crypto ikev2 proposal 'X'",
        "crypto ipsec profile I~ set transform-set T; 2:20; crypto ipsec transform-set 'T'",
        "crypto ipsec profile I~ set ikev2-profile X; 2:20; crypto ikev2 profile 'X'",
        "interface Virtual-Template1 type tunnel~ tunnel protection ipsec profile I; 2:34;"
            + " crypto ipsec profile 'I'",
        "crypto ikev2 authorization policy A~ pool P; 2:7; ip local pool 'P'",
        "crypto ikev2 authorization policy A~ ipv6 pool P; 2:12; ipv6 local pool 'P'",
        "crypto ikev2 authorization policy A~ route set access-list L; 2:24;"
            + " ip access-list standard 'L'",
      })
  void outsideOfProfiles(String text, String place, String what) {
    assertThat(Reading.mistake(PROFILE + text.replace('~', '\n')))
        .startsWith(shifted(place, 2) + ": there is no " + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "pki trustpoint TT; 17; crypto pki trustpoint 'TT'; expected T",
        "keyring local K; 16; crypto ikev2 keyring 'K'",
        "virtual-template 9; 19; interface Virtual-Template '9'",
        "aaa authentication eap X; 25; aaa authentication login 'X'",
        "aaa authorization group eap list X N; 35; aaa authorization network 'X'",
        "aaa authorization group eap list Z N; 37; crypto ikev2 authorization policy 'N'",
        "aaa authorization group eap list Z name-mangler M; 50; crypto ikev2 name-mangler 'M'",
        "aaa authorization user eap list X; 34; aaa authorization network 'X'",
        "aaa accounting X; 17; aaa accounting network 'X'",
      })
  void insideOfAProfile(String command, int column, String what) {
    String text =
        """
        aaa new-model
        aaa authorization network Z local
        crypto pki trustpoint T
         certificate server.pem
         private-key server-key.pem
         ca-certificate ca.pem
        crypto ikev2 profile P
         match identity remote any
         authentication local rsa-sig
         authentication remote rsa-sig
         pki trustpoint T
        """;

    assertThat(Reading.mistake(text + " " + command + "\n"))
        .startsWith("vpn.conf:12:" + column + ": there is no " + what);
  }

  private static String shifted(String place, int lines) {
    int colon = place.indexOf(':');
    int line = Integer.parseInt(place.substring(0, colon)) + lines;
    return "vpn.conf:" + line + place.substring(colon);
  }
}
