package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.StoreException.UnusableKeyFile;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of master keys: one key a line, its id and 32 octets in Base64 with a space between them.
 * Empty lines and lines that begin with # say nothing. To rotate, add a line with a higher id on
 * all nodes; the old line may go when no row is left from before.
 */
public final class MasterKeyFile {

  private static final int MAX_OCTETS = 64 * 1024;
  private static final int FIRST_ID = 1;

  private final Path path;

  public MasterKeyFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the keys.
   *
   * @throws UnusableKeyFile when the file is missing, open to everybody, or malformed; the message
   *     says which line
   */
  public MasterKeys read() {
    try {
      requirePrivate();
      if (Files.size(path) > MAX_OCTETS) {
        throw unusable("is longer than " + MAX_OCTETS + " octets");
      }
      return parse(Files.readAllLines(path, StandardCharsets.US_ASCII));
    } catch (IOException fault) {
      throw unusable("cannot be read: " + fault);
    }
  }

  /** What tells one content of the file from another, without reading it. */
  record Version(FileTime modified, long octets) {}

  Version version() {
    try {
      return new Version(Files.getLastModifiedTime(path), Files.size(path));
    } catch (IOException _) {
      return new Version(FileTime.fromMillis(0), 0);
    }
  }

  /**
   * Reads the file, after writing one with a new key if there is none. For a node that is alone:
   * nodes of a cluster need the same keys.
   *
   * @throws UnusableKeyFile as {@link #read}, or when it cannot be written
   */
  public MasterKeys readOrCreate(SecureRandom random) {
    if (!Files.exists(path)) {
      create(random);
    }
    return read();
  }

  private void create(SecureRandom random) {
    byte[] key = new byte[MasterKeys.KEY_OCTETS];
    random.nextBytes(key);
    String line = FIRST_ID + " " + Base64.getEncoder().encodeToString(key) + "\n";
    try {
      Path draft =
          Files.createTempFile(
              directory(),
              path.getFileName().toString(),
              ".draft",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        writeToDisk(draft, line);
        // A link, unlike a move, never replaces the keys of a node that started in the same moment.
        Files.createLink(path, draft);
        syncDirectory();
      } catch (FileAlreadyExistsException other) {
        return;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException fault) {
      throw unusable("cannot be created: " + fault);
    }
  }

  private static void writeToDisk(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer octets = StandardCharsets.US_ASCII.encode(text);
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
  }

  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path directory() throws IOException {
    return Files.createDirectories(path.toAbsolutePath().resolveSibling(""));
  }

  private void requirePrivate() throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw unusable(
          "is open to everybody (%s); chmod 600 it"
              .formatted(PosixFilePermissions.toString(permissions)));
    }
  }

  private MasterKeys parse(List<String> lines) {
    Map<Integer, Secret> keys = new HashMap<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parseLine(number, line, keys);
      }
    }
    try {
      return new MasterKeys(keys);
    } catch (IllegalArgumentException fault) {
      throw unusable("cannot be used: " + fault.getMessage());
    }
  }

  private void parseLine(int number, String line, Map<Integer, Secret> keys) {
    int space = line.indexOf(' ');
    try {
      int id = Integer.parseInt(line.substring(0, Math.max(space, 0)));
      Secret key = Secret.owned(Base64.getDecoder().decode(line.substring(space + 1).strip()));
      if (keys.put(id, key) != null) {
        throw unusable("has two keys with id %d, the second in line %d".formatted(id, number));
      }
    } catch (IllegalArgumentException malformed) {
      // Its own message would quote the line, and with it the key.
      throw unusable("line %d: expected an id, a space and a key in Base64".formatted(number));
    }
  }

  private UnusableKeyFile unusable(String why) {
    return new UnusableKeyFile("the key file " + path + " " + why);
  }
}
