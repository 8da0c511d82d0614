package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSealTest {

  private static final SessionNumber SESSION = SessionNumber.of(0xA1, 0xB2C3);
  private static final RecordSeal SEAL =
      new RecordSeal(new MasterKeys(Map.of(1, Stores.key(1))), new SecureRandom());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void opensWhatItSealed(long seed) {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] octets = new byte[random.nextInt(2_000)];
      random.nextBytes(octets);
      Secret record = Secret.owned(octets);
      long revision = random.nextLong(1, Long.MAX_VALUE);

      Octets sealed = SEAL.seal(SESSION, revision, record);

      assertThat(sealed.length()).isEqualTo(1 + 4 + 12 + octets.length + 16);
      assertThat(SEAL.open(SESSION, revision, sealed)).isEqualTo(record);
    }
  }

  @Test
  void noChangedOctetGoesUnnoticed() {
    byte[] sealed = SEAL.seal(SESSION, 5, Secret.utf8("a key")).toArray();
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 0x40;
      assertUnreadable(SESSION, 5, Octets.owned(changed));
    }
  }

  @Test
  void aRecordBelongsToItsSessionAndRevision() {
    Octets sealed = SEAL.seal(SESSION, 5, Secret.utf8("a key"));

    assertUnreadable(SESSION, 4, sealed);
    assertUnreadable(SESSION, 6, sealed);
    assertUnreadable(SessionNumber.of(0xA1, 0xB2C4), 5, sealed);
  }

  @Test
  void anotherKeyUnderTheSameIdIsNoticed() {
    Octets sealed = SEAL.seal(SESSION, 5, Secret.utf8("a key"));
    RecordSeal other = new RecordSeal(new MasterKeys(Map.of(1, Stores.key(9))), new SecureRandom());

    assertThatThrownBy(() -> other.open(SESSION, 5, sealed))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining("session a1b2c3")
        .hasMessageContaining("another key under the same id");
  }

  @Test
  void theSameRecordIsNeverSealedToTheSameOctets() {
    Secret record = Secret.utf8("a key");

    assertThat(SEAL.seal(SESSION, 5, record)).isNotEqualTo(SEAL.seal(SESSION, 5, record));
  }

  @Test
  void aFormatOfLaterVersionsIsNamed() {
    byte[] sealed = SEAL.seal(SESSION, 5, Secret.utf8("a key")).toArray();
    sealed[0] = 2;

    assertThatThrownBy(() -> SEAL.open(SESSION, 5, Octets.owned(sealed)))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining("its format is 2, this version reads 1");
  }

  @FuzzTest
  void anyOctetsAreRefusedWithTheTypedException(byte[] octets) {
    assertUnreadable(SESSION, 1, Octets.copyOf(octets));
  }

  private static void assertUnreadable(SessionNumber session, long revision, Octets sealed) {
    assertThatThrownBy(() -> SEAL.open(session, revision, sealed))
        .isInstanceOf(UnreadableRecord.class);
  }
}
