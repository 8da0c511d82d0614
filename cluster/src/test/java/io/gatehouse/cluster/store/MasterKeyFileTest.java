package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.store.StoreException.UnusableKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterKeyFileTest {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir private Path directory;

  @Test
  void isWrittenForItsOwnerOnlyAndThenKept() throws IOException {
    Path path = directory.resolve("new/master-keys");
    MasterKeyFile file = new MasterKeyFile(path);

    MasterKeys created = file.readOrCreate(new SecureRandom());
    String content = Files.readString(path);
    MasterKeys again = file.readOrCreate(new SecureRandom());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(created.key(1)).isPresent().isEqualTo(again.key(1));
    assertThat(Files.readString(path)).isEqualTo(content).matches("1 [A-Za-z0-9+/]{43}=\n");
    try (var files = Files.list(path.resolveSibling(""))) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void theHighestIdIsTheNewestKey() throws IOException {
    MasterKeys keys = write("# rotated in May\n\n 12 " + KEY + "\n3 " + KEY + "  \n", "rw-------");

    assertThat(keys.newestId()).isEqualTo(12);
    assertThat(keys.key(3)).isPresent();
    assertThat(keys.key(4)).isEmpty();
    assertThat(keys).hasToString("MasterKeys[3, 12]");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> new MasterKeyFile(directory.resolve("nothing")).read())
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageContaining(directory.resolve("nothing").toString());
  }

  @Test
  void aFileThatIsOpenToEverybodyIsRefused() {
    assertThatThrownBy(() -> write("1 " + KEY, "rw-r--r--"))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageEndingWith("is open to everybody (rw-r--r--); chmod 600 it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AAECAwQF              | line 1: expected an id, a space and a key in Base64
          x AAECAwQF            | line 1: expected an id, a space and a key in Base64
          1 AAE*AwQF            | line 1: expected an id, a space and a key in Base64
          1 AAECAwQF            | cannot be used: master key 1 has 6 octets instead of 32
          # nothing             | cannot be used: there is no master key
          """)
  void aMistakeIsNamedWithoutTheKey(String line, String message) {
    assertThatThrownBy(() -> write(line, "rw-------"))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageEndingWith(message)
        .hasMessageNotContaining("AAE");
  }

  @Test
  void anIdIsThereOnceAndCountsFromOne() {
    assertThatThrownBy(() -> write("1 " + KEY + "\n1 " + KEY, "rw-------"))
        .hasMessageEndingWith("has two keys with id 1, the second in line 2");
    assertThatThrownBy(() -> write("0 " + KEY, "rw-------"))
        .hasMessageEndingWith("a master key's id counts from 1, it is not 0");
  }

  private MasterKeys write(String content, String permissions) throws IOException {
    Path path = directory.resolve("keys");
    Files.writeString(path, content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    return new MasterKeyFile(path).read();
  }
}
