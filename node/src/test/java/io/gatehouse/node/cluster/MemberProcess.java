package io.gatehouse.node.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A member in a process of its own, which can be stopped and killed. */
public final class MemberProcess implements AutoCloseable {

  private final Process process;

  private MemberProcess(Process process) {
    this.process = process;
  }

  static MemberProcess start(String name, MemberAddress self, MemberAddress seed)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            MemberProcess.class.getName(),
            name,
            self.toString(),
            seed.toString());
    return new MemberProcess(new ProcessBuilder(command).inheritIO().start());
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) {
    Member.watching(
        arguments[0], MemberAddress.parse(arguments[1], 1), MemberAddress.parse(arguments[2], 1));
  }

  void kill() {
    process.destroyForcibly();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
