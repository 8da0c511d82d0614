package io.gatehouse.cluster.config.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against hashes that other programs made: OpenSSL, hashcat's examples, Python's hashlib. */
class PasswordHashTest {

  @ParameterizedTest
  @CsvSource({
    "5, $1$mERr$hx5rVt7rPNoS4wqbXKX7m0, cisco",
    "5, $1$xyZ1$rioPlbaXE3q1LEroQQxj2/, ''",
    "5, $1$abcdefgh$6y660OKXEeQ7UjkBvuRnr0, 'a longer password, of more than sixteen octets'",
    "8, $8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk, hashcat",
    "9, $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6, hashcat",
  })
  void aPasswordMatchesItsHashAndNoOtherDoes(int type, String text, String password) {
    PasswordHash hash = PasswordHash.of(HashType.of(type).orElseThrow(), text).orElseThrow();

    assertThat(hash.matches(Secret.utf8(password))).isTrue();
    assertThat(hash.matches(Secret.utf8(password + "x"))).isFalse();
    assertThat(hash.text()).isEqualTo(text);
    assertThat(hash.toString()).doesNotContain(hash.digest()).doesNotContain(hash.salt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$9$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk",
        "$8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFW",
        "$8$short$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk",
        "$8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFW=",
        "hashcat",
      })
  void whatIsNoHashOfTheTypeIsNone(String text) {
    assertThat(PasswordHash.of(HashType.PBKDF2_SHA256, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0822455D0A16", "094F471A1A0A", "060506324F41", "121a0c041104"})
  void aSecretOfType7IsReadable(String text) {
    assertThat(Type7.reveal(text)).contains(Secret.utf8("cisco"));
  }

  @Test
  void theKeyOfType7BeginsAnewBehindItsEnd() {
    assertThat(Type7.reveal("520000").orElseThrow().revealUtf8()).isEqualTo("7d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "08", "082", "0822455D0A1", "xx22455D", "cisco"})
  void whatIsNoSecretOfType7IsNone(String text) {
    assertThat(Type7.reveal(text)).isEmpty();
  }
}
