package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;

/**
 * Gatehouse whose sockets another process holds, as systemd does: that starts the node again
 * whenever it has ended.
 */
public final class HeldHeadend implements Headend {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final String HOLDER = "socket-holder.pl";
  private static final String BOTH_ADDRESSES =
      Addresses.HEADEND_OUTSIDE + "," + Addresses.HEADEND_OUTSIDE_IPV6;
  private static final String PORTS = "500,4500";
  private static final String SERVING = " serves IKE on ";

  private final Daemon holder;
  private int starts;

  private HeldHeadend(Daemon holder) {
    this.holder = holder;
  }

  public static HeldHeadend start(Namespace host, Site site, HeadendSettings settings) {
    Path machineFile = GatehouseFiles.write(host.directory(), site, settings);
    Daemon holder =
        host.start(
            "gatehouse",
            "perl",
            script(host).toString(),
            settings.ipv6() ? BOTH_ADDRESSES : Addresses.HEADEND_OUTSIDE,
            PORTS,
            Distribution.program("gatehouse"),
            "--config",
            machineFile.toString());
    HeldHeadend headend = new HeldHeadend(holder);
    headend.awaitServing();
    return headend;
  }

  private static Path script(Namespace host) {
    Path script = host.directory().resolve(HOLDER);
    try (InputStream resource =
        Objects.requireNonNull(HeldHeadend.class.getResourceAsStream(HOLDER))) {
      Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the node's process. The next one has begun to start when this returns. */
  @Override
  public void kill9() {
    ProcessHandle node = node();
    node.destroyForcibly();
    node.onExit().join();
  }

  private ProcessHandle node() {
    return ProcessHandle.of(holder.pid())
        .flatMap(process -> process.children().findFirst())
        .orElseThrow(() -> new LabException("no node is running:\n" + holder.logTail()));
  }

  /** Waits until the process that was started last answers clients. */
  public void awaitServing() {
    starts++;
    holder.await("serving", START_LIMIT, () -> output().split(SERVING, -1).length > starts);
  }

  @Override
  public void restart() {
    kill9();
    awaitServing();
  }

  @Override
  public String output() {
    return holder.output();
  }

  @Override
  public void close() {
    holder.stop();
  }
}
