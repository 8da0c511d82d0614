package io.gatehouse.node.console;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The file that the console listens on. Who may write to it may do everything: its owner, and a
 * group when one is configured.
 */
final class Socket {

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> GROUP =
      PosixFilePermissions.fromString("rw-rw----");

  /** In octets. The system takes 107, and the socket is made beside the file. */
  private static final int LONGEST_PATH = 80;

  private Socket() {}

  /**
   * Makes the file, in place of one that nobody listens on any more.
   *
   * @param backlog connections that may wait to be accepted
   * @throws IOException also when somebody listens there already, or the path is too long
   */
  static ServerSocketChannel listen(Path file, Optional<String> group, int backlog)
      throws IOException {
    if (file.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw new IOException("a path has %d octets at most".formatted(LONGEST_PATH));
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther()) {
      throw new IOException("there is something that is no socket");
    }
    if (isListenedOn(file)) {
      throw new IOException("another process listens there");
    }
    Path parent = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    Files.createDirectories(parent);
    // The socket is made where nobody else comes, so that it is never there with other permissions.
    Path apart = Files.createTempDirectory(parent, ".c");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      Path made = apart.resolve("s");
      server.bind(UnixDomainSocketAddress.of(made), backlog);
      permit(made, group);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    } finally {
      Files.deleteIfExists(apart.resolve("s"));
      Files.delete(apart);
    }
  }

  private static boolean isListenedOn(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      return channel.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static void permit(Path file, Optional<String> group) throws IOException {
    if (group.isPresent()) {
      GroupPrincipal principal =
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByGroupName(group.get());
      Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(principal);
    }
    Files.setPosixFilePermissions(file, group.isPresent() ? GROUP : OWNER);
  }
}
