package io.gatehouse.endtoend.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * What a laboratory has on this machine, written down so that another process can remove it when
 * its owner was killed: the owner, the processes that it started, and by their prefix the
 * namespaces.
 */
final class Registration {
  private static final Path ROOT = Path.of("/run/gatehouse-lab");
  private static final String PROCESSES = "processes";
  private static final String DIRECTORIES = "directories";
  private static final String OWNER = "owner";
  private static final Path REMOVAL = ROOT.resolve(".removal");

  private final Path directory;

  private Registration(Path directory) {
    this.directory = directory;
  }

  static Registration create() {
    String id = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 1 << 24), 36);
    Registration registration = new Registration(ROOT.resolve(id));
    try {
      // The owner is there before the directory has its name: nobody may take it for a stale one.
      Files.createDirectories(ROOT);
      Path nascent = Files.createTempDirectory(ROOT, ".");
      Files.writeString(nascent.resolve(OWNER), describe(ProcessHandle.current()) + "\n");
      Files.createFile(nascent.resolve(PROCESSES));
      Files.createFile(nascent.resolve(DIRECTORIES));
      Files.move(nascent, registration.directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return registration;
  }

  /**
   * Removes what laboratories left behind whose owners are gone. One process does it at a time:
   * laboratories begin together, and what one of them is removing the other would not find.
   */
  static synchronized void removeStale() {
    if (!Files.isDirectory(ROOT)) {
      return;
    }
    try (FileChannel removal =
            FileChannel.open(REMOVAL, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = removal.lock()) {
      removeOwnerless();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeOwnerless() {
    for (Path directory : entries(ROOT)) {
      Registration registration = new Registration(directory);
      boolean nascent = directory.getFileName().toString().startsWith(".");
      if (!nascent && registration.processes(OWNER).isEmpty()) {
        registration.processes(PROCESSES).forEach(ProcessHandle::destroyForcibly);
        registration.remove();
      }
    }
  }

  Path directory() {
    return directory;
  }

  String prefix() {
    return "gatehouse-lab-" + directory.getFileName() + "-";
  }

  void record(ProcessHandle process) {
    append(PROCESSES, describe(process));
  }

  /** This directory is removed with everything else. */
  void record(Path temporary) {
    append(DIRECTORIES, temporary.toString());
  }

  private void append(String file, String line) {
    try {
      Files.writeString(directory.resolve(file), line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Removes the namespaces, with whatever still runs in them, and the registration itself. */
  void remove() {
    String namespaces = Command.of("ip", "netns", "list").run();
    namespaces
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> name.startsWith(prefix()))
        .forEach(Registration::removeNamespace);
    lines(DIRECTORIES).forEach(temporary -> deleteTree(Path.of(temporary)));
    deleteTree(directory);
  }

  private static void removeNamespace(String name) {
    Command.of("ip", "netns", "pids", name)
        .run()
        .lines()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
        .forEach(ProcessHandle::destroyForcibly);
    Command.of("ip", "netns", "delete", name).run();
  }

  private List<ProcessHandle> processes(String file) {
    return lines(file).stream().flatMap(line -> find(line).stream()).toList();
  }

  // A process id alone may have been given to another process since; with its start it may not.
  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static Optional<ProcessHandle> find(String description) {
    String pid = description.split(" ", 2)[0];
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(process -> describe(process).equals(description));
  }

  private static List<Path> entries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
