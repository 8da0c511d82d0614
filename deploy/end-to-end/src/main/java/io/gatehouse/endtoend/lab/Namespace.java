package io.gatehouse.endtoend.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** A network namespace: one host of the laboratory. */
public final class Namespace {
  private final Hosts hosts;
  private final String host;

  Namespace(Hosts hosts, String host) {
    this.hosts = hosts;
    this.host = host;
  }

  /** The host's name within its laboratory, for example {@code client1}. */
  public String host() {
    return host;
  }

  /** The name that {@code ip netns} knows, unique on the machine. */
  public String name() {
    return hosts.prefix() + host;
  }

  /** Where this host keeps its files and logs. */
  public Path directory() {
    return hosts.directory(host);
  }

  /** A short path that only this host's processes see as {@code /run}. */
  public Path runtimeDirectory() {
    return hosts.runtimeDirectory(host);
  }

  /** A new directory that can be given to another user, and goes with the laboratory. */
  public Path temporaryDirectory() {
    return hosts.temporaryDirectory();
  }

  public Command command(String... words) {
    return Command.of(words).after("ip", "netns", "exec", name());
  }

  /** Runs iproute2's command on this host. */
  public void ip(String... words) {
    Command.of(words).after("ip", "-n", name()).run();
  }

  /** Makes a cable between two hosts: an interface on each, both without address. */
  public void link(String device, Namespace other, String otherDevice) {
    Command.of("ip", "link", "add", device, "netns", name(), "type", "veth")
        .followedBy("peer", "name", otherDevice, "netns", other.name())
        .run();
  }

  /**
   * Gives an interface its address.
   *
   * @param address with the length of its network
   */
  public void use(String device, String address) {
    ip("address", "add", address, "dev", device);
    ip("link", "set", device, "up");
  }

  /**
   * Gives an interface that is up an IPv6 address, which can be used at once.
   *
   * @param address with the length of its network
   */
  void addIpv6(String device, String address) {
    ip("address", "add", address, "dev", device, "nodad");
  }

  void forwardIpv6() {
    command("sysctl", "-q", "-w", "net.ipv6.conf.all.forwarding=1").run();
  }

  /** Makes the host a router. */
  public void forward() {
    command("sysctl", "-q", "-w", "net.ipv4.ip_forward=1").run();
  }

  /**
   * Does something in this process, but on this host: sockets that are made meanwhile are the
   * host's.
   *
   * @throws LabException when it fails
   */
  public <T> T call(Callable<T> task) {
    return Visit.to(name(), task);
  }

  /** Likewise, without waiting for its end: until that, the thread is on this host. */
  public Thread visit(String title, Runnable task) {
    return Visit.begin(name(), title, task);
  }

  /** Starts a process that runs until it is stopped or the laboratory is closed. */
  public Daemon start(String title, String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name()));
    all.addAll(Arrays.asList(words));
    return hosts.start(all, directory().resolve(title + ".log"));
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
