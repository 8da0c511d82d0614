package io.gatehouse.cluster.config.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that are well-formed and cannot be meant; {@code ~} begins a new line. */
class MeaningTest {

  private static final String TRUSTPOINT =
      "crypto pki trustpoint T~ certificate server.pem~ private-key server-key.pem~"
          + " ca-certificate ca.pem~";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "username a password 7 0822455; 1:23: this is no secret of type 7;"
            + " 0 and the secret in the clear",
        "username a secret 9 $9$x$y; 1:21: this is no hash of type 9;"
            + " what 'show running-config' prints, or 0 and the secret in the clear",
        "username a secret 4 x; 1:19: the secret cannot be had from a hash of type 4;"
            + " 0 and the secret in the clear",
        "radius server R~ address ipv4 192.0.2.1~ key 8 x;"
            + " 3:6: the secret cannot be had from a hash of type 8; 0 and the secret in the clear",
        "aaa authentication login L local; 1:1: method lists need the new model;"
            + " 'aaa new-model' as well",
        "radius server R~ key k; 1:15: the radius server has no address; 'address ipv4'",
        "radius server R~ address ipv4 192.0.2.1; 1:15: the radius server has no key; 'key'",
        "aaa new-model~aaa group server radius G; 2:25: the server group has no server;"
            + " 'server name'",
        "ip local pool P 10.0.0.2 10.0.0.1; 1:26: the range ends before it begins;"
            + " an address not below 10.0.0.2",
        "ip local pool P 10.0.0.1 10.0.0.9~ip local pool Q 10.0.0.9;"
            + " 2:17: the range overlaps another one at '10.0.0.9';"
            + " addresses that are in no other range",
        "ipv6 local pool P 2001:db8::/48 64; 1:33: a client is given a single address;"
            + " the length 128",
        "ipv6 local pool P 2001:db8::/48 128~ipv6 local pool Q 2001:db8:0:1::/64 128;"
            + " 2:19: the prefix overlaps that of the pool 'P' at '2001:db8:0:1::/64';"
            + " addresses that are in no other pool",
        "ip access-list standard A~crypto ikev2 authorization policy P~ route set access-list A;"
            + " 1:25: the access list permits nothing; 'permit'",
        "ip access-list standard A~ deny host 10.0.0.1~ permit 10.0.0.0 0.0.0.255~ deny any~"
            + "crypto ikev2 authorization policy P~ route set access-list A;"
            + " 2:2: the networks that go through the tunnel are only permitted; 'permit' alone",
        "crypto ikev2 name-mangler M; 1:27: the name mangler has no rule; dn, eap, email, fqdn or"
            + " anyconnect-group",
        "crypto ikev2 proposal P~ integrity sha256~ group 19;"
            + " 1:23: the proposal has no encryption; 'encryption'",
        "crypto ikev2 proposal P~ encryption aes-cbc-256~ group 19;"
            + " 1:23: the proposal has no integrity; 'integrity'",
        "crypto ikev2 proposal P~ encryption aes-cbc-256~ integrity sha256;"
            + " 1:23: the proposal has no group; 'group'",
        "crypto ikev2 proposal P~ encryption aes-gcm-256~ group 19;"
            + " 1:23: the proposal has no prf, and its encryption needs no integrity; 'prf'",
        "crypto ikev2 proposal P~ encryption aes-gcm-256~ prf sha256~ integrity sha256~ group 19;"
            + " 4:2: this encryption has its own integrity; 'prf' in place of 'integrity'",
        "crypto ikev2 proposal P~ encryption aes-gcm-256 aes-cbc-256~ prf sha256~ group 19;"
            + " 2:25: CBC cannot be in the same proposal as encryption with its own integrity;"
            + " a proposal for each kind",
        "crypto ikev2 policy P; 1:21: the policy has no proposal; 'proposal'",
        "crypto ikev2 keyring K; 1:22: the keyring has no peer; 'peer'",
        "crypto ikev2 keyring K~ peer P~  pre-shared-key k;"
            + " 2:7: the peer has neither address nor identity; 'address' or 'identity'",
        "crypto ikev2 keyring K~ peer P~  address 192.0.2.1~  pre-shared-key local k;"
            + " 2:7: the peer has no key for both directions; 'pre-shared-key'",
        "crypto ikev2 keyring K~ peer P~  address 192.0.2.1~  pre-shared-key 6 AbCd;"
            + " 4:18: a secret of type 6 can only be read with the router's master key;"
            + " 0 and the secret in the clear",
        "crypto ikev2 keyring K~ peer P~  address 2001:db8::1 255.0.0.0~  pre-shared-key k;"
            + " 3:23: an IPv6 address has no netmask; the end of the line",
        "interface Virtual-Template 4096 type tunnel; 1:11: this is no virtual template;"
            + " 'Virtual-Template N type tunnel', N from 1 to 4095",
      })
  void blocks(String text, String what, String expected) {
    assertThat(Reading.mistakes(text.replace('~', '\n')))
        .extracting(problem -> problem.line() + ":" + problem.column() + ": " + problem.what())
        .containsExactly(what);
    assertThat(Reading.mistakes(text.replace('~', '\n')).getFirst().expected()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "authentication local rsa-sig~ authentication remote rsa-sig~ pki trustpoint T;"
            + " 5:22: the profile is incomplete; 'match identity remote'",
        "match identity remote any~ authentication remote rsa-sig~ pki trustpoint T;"
            + " 5:22: the profile is incomplete; 'authentication local'",
        "match identity remote any~ authentication local rsa-sig~ pki trustpoint T;"
            + " 5:22: the profile is incomplete; 'authentication remote'",
        "match identity remote any~ authentication local rsa-sig~"
            + " authentication remote anyconnect-eap aggregate~ pki trustpoint T;"
            + " 8:24: no list says who checks it;"
            + " 'aaa authentication anyconnect-eap LIST' in the profile",
        "match identity remote any~ authentication local rsa-sig~ authentication remote eap~"
            + " pki trustpoint T; 8:24: no list says who checks it;"
            + " 'aaa authentication eap LIST' in the profile",
        "match identity remote any~ authentication local ecdsa-sig~ authentication remote rsa-sig~"
            + " pki trustpoint T; 7:23: the trustpoint T has an RSA key; rsa-sig",
        "match identity remote any~ authentication local rsa-sig~ authentication remote rsa-sig~"
            + " pki trustpoint T verify; 7:23: there is no certificate to sign with;"
            + " 'pki trustpoint'",
        "match identity remote any~ authentication local rsa-sig~ authentication remote rsa-sig~"
            + " pki trustpoint T sign; 8:24: there is no authority to verify clients with;"
            + " 'pki trustpoint' naming one that has a 'ca-certificate'",
        "match identity remote any~ authentication local pre-share~"
            + " authentication remote pre-share;"
            + " 7:23: there is no keyring for the key; 'keyring local'",
        "match identity remote any~ authentication local rsa-sig~"
            + " authentication remote anyconnect-eap aggregate cert-request~ pki trustpoint T;"
            + " 8:24: no list says who checks it;"
            + " 'aaa authentication anyconnect-eap LIST' in the profile",
        "match identity remote any~ authentication local rsa-sig~"
            + " authentication remote anyconnect-eap aggregate cert-request~"
            + " anyconnect certificate-only~ pki trustpoint T sign;"
            + " 8:49: there is no authority to verify clients with;"
            + " 'pki trustpoint' naming one that has a 'ca-certificate'",
        "match identity remote any~ authentication local rsa-sig~ authentication remote rsa-sig~"
            + " anyconnect certificate-only~ pki trustpoint T;"
            + " 9:13: no certificate is asked for;"
            + " 'authentication remote anyconnect-eap aggregate cert-request'",
      })
  void profiles(String commands, String what, String expected) {
    String text = TRUSTPOINT + "crypto ikev2 profile P~ " + commands;

    assertThat(Reading.mistakes(text.replace('~', '\n')))
        .extracting(problem -> problem.line() + ":" + problem.column() + ": " + problem.what())
        .containsExactly(what);
    assertThat(Reading.mistakes(text.replace('~', '\n')).getFirst().expected()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "certificate missing.pem~ private-key server-key.pem;"
            + " 2:14: cannot read the file: there is no missing.pem",
        "certificate text.pem~ private-key server-key.pem;"
            + " 2:14: the file holds no certificate in PEM",
        "certificate broken.pem~ private-key server-key.pem;"
            + " 2:14: the file is not well-formed PEM",
        "certificate server.pem~ private-key server.pem;"
            + " 3:14: the file holds no private key in PEM",
        "certificate server.pem~ private-key ec-key.pem;"
            + " 3:14: the private key does not belong to the first certificate of the chain",
        "certificate server.pem; 2:2: there is a certificate alone",
        "private-key server-key.pem; 2:2: there is a private-key alone",
        "crl ca.pem; 2:6: the file holds no revocation list in PEM",
        "ca-certificate ca.pem~ revocation-check crl;"
            + " 3:19: there is no revocation list to check",
      })
  void trustpoints(String commands, String what) {
    String text = "crypto pki trustpoint T~ " + commands;

    assertThat(Reading.mistakes(text.replace('~', '\n')))
        .extracting(problem -> problem.line() + ":" + problem.column() + ": " + problem.what())
        .containsExactly(what);
  }

  /** It would be known only when the first client of the profile is to be authorized. */
  @Test
  void aPasswordThatRadiusCannotCarryIsAMistake() {
    String text =
        TRUSTPOINT
            + "aaa new-model~aaa authorization network Z local~crypto ikev2 profile P~"
            + " match identity remote any~ authentication local rsa-sig~"
            + " authentication remote rsa-sig~ pki trustpoint T~"
            + " aaa authorization user cert list Z password ";

    assertThat(Reading.mistake((text + "x".repeat(129)).replace('~', '\n')))
        .contains("RADIUS cannot carry a password of this length; expected at most 128 octets");
    assertThat(Reading.notices((text + "x".repeat(128)).replace('~', '\n'))).isEmpty();
  }
}
