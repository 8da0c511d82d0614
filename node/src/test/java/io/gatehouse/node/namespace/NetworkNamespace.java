package io.gatehouse.node.namespace;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace of the test's own; without the permission to make one, the test is skipped.
 */
public final class NetworkNamespace implements AutoCloseable {

  private static final int CLONE_NEWNET = 0x40000000;
  private static final int O_CLOEXEC = 0x80000;
  private static final String REQUIRED = "gatehouse.lab.required";

  static {
    Native.register("c");
  }

  private final String name;

  /** A thread that has entered the namespace, for good. */
  private final ExecutorService inside;

  private NetworkNamespace(String name, ExecutorService inside) {
    this.name = name;
    this.inside = inside;
  }

  private static native int setns(int fd, int kind);

  private static native int open(String path, int flags);

  private static native int close(int fd);

  public static NetworkNamespace make(String purpose) throws Exception {
    String name = "gatehouse-" + purpose + "-" + ProcessHandle.current().pid();
    Output made = run(List.of("ip", "netns", "add", name));
    if (made.status != 0) {
      unavailable("needs a network namespace, which takes root: " + made.text);
    }
    ExecutorService inside =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    NetworkNamespace namespace = new NetworkNamespace(name, inside);
    namespace.call(() -> enter(name));
    return namespace;
  }

  /** Skips the test, or with {@code -Dgatehouse.lab.required=true} fails it. */
  public static void unavailable(String reason) {
    if (Boolean.getBoolean(REQUIRED)) {
      throw new AssertionError(reason);
    }
    assumeTrue(false, reason);
  }

  private static boolean enter(String name) {
    int fd = open("/run/netns/" + name, O_CLOEXEC);
    int entered = setns(fd, CLONE_NEWNET);
    close(fd);
    if (entered != 0) {
      throw new IllegalStateException("setns failed for " + name);
    }
    return true;
  }

  /** Joins the two with a pair of interfaces named veth0, up, at these addresses (with /24). */
  public void connect(String address, NetworkNamespace other, String otherAddress)
      throws Exception {
    connect("veth0", address, other, "veth0", otherAddress);
  }

  /** The same with interfaces of these names. */
  public void connect(
      String device,
      String address,
      NetworkNamespace other,
      String otherDevice,
      String otherAddress)
      throws Exception {
    exec(
        "ip",
        "link",
        "add",
        device,
        "type",
        "veth",
        "peer",
        "name",
        otherDevice,
        "netns",
        other.name);
    exec("ip", "address", "add", address + "/24", "dev", device);
    exec("ip", "link", "set", device, "up");
    other.exec("ip", "address", "add", otherAddress + "/24", "dev", otherDevice);
    other.exec("ip", "link", "set", otherDevice, "up");
  }

  /** Runs {@code action} on a thread whose new sockets and devices belong to the namespace. */
  public <T> T call(Callable<T> action) throws Exception {
    try {
      return inside.submit(action).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Runs a command in the namespace; its output is the failure's text unless it ends with 0. */
  public String exec(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(Arrays.asList(command));
    Output output = run(all);
    if (output.status != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + output.text);
    }
    return output.text;
  }

  private record Output(int status, String text) {}

  private static Output run(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Output(process.waitFor(), text);
    } catch (IOException e) {
      return new Output(-1, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws InterruptedException {
    inside.shutdownNow();
    run(List.of("ip", "netns", "delete", name));
  }
}
