package io.gatehouse.endtoend.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network namespace: one host of the laboratory. */
public final class Namespace {
  private final Lab lab;
  private final String host;

  Namespace(Lab lab, String host) {
    this.lab = lab;
    this.host = host;
  }

  /** The host's name within its laboratory, for example {@code client1}. */
  public String host() {
    return host;
  }

  /** The name that {@code ip netns} knows, unique on the machine. */
  public String name() {
    return lab.prefix() + host;
  }

  /** Where this host keeps its files and logs. */
  public Path directory() {
    return lab.directory(host);
  }

  /** A short path that only this host's processes see as {@code /run}. */
  public Path runtimeDirectory() {
    return lab.runtimeDirectory(host);
  }

  public Command command(String... words) {
    return Command.of(words).after("ip", "netns", "exec", name());
  }

  /** Starts a process that runs until it is stopped or the laboratory is closed. */
  public Daemon start(String title, String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name()));
    all.addAll(Arrays.asList(words));
    return lab.start(all, directory().resolve(title + ".log"));
  }

  /** Like {@link #start}, for programs with fixed paths below {@code /run}: they get their own. */
  public Daemon startWithOwnRuntimeDirectory(String title, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$0\" /run && exec \"$@\"",
                runtimeDirectory().toString()));
    all.addAll(Arrays.asList(words));
    return start(title, all.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return host;
  }
}
