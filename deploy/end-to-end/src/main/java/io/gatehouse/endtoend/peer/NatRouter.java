package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.JavaProgram;
import io.gatehouse.endtoend.lab.Namespace;
import java.time.Duration;

/**
 * A router that translates addresses and ports between clients and the headend. Clients use its
 * address as the headend's. Translation is a process and not the kernel's, because not every kernel
 * that tests run on has it.
 */
public final class NatRouter implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Namespace host;
  private final String address;
  private Daemon translation;

  private NatRouter(Namespace host, String address, Daemon translation) {
    this.host = host;
    this.address = address;
    this.translation = translation;
  }

  /**
   * Starts to translate.
   *
   * @param host a client host that is nothing else
   * @param number that host's
   */
  public static NatRouter start(Namespace host, int number) {
    String address = Addresses.client(number);
    return new NatRouter(host, address, translate(host, address, address));
  }

  /** Where clients reach the headend. */
  public String address() {
    return address;
  }

  /** Forgets every mapping, as after a power failure: the headend sees other ports of clients. */
  public void restart() {
    translateTo(address);
  }

  /** Forgets every mapping, and gets another address from its provider. */
  public void restartWithAddress(String outer) {
    host.command("ip", "address", "add", outer + "/24", "dev", "outside").run();
    translateTo(outer);
  }

  private void translateTo(String outer) {
    translation.stop();
    translation = translate(host, address, outer);
  }

  private static Daemon translate(Namespace host, String inner, String outer) {
    Daemon daemon =
        host.start(
            "nat",
            JavaProgram.words(UdpTranslation.class, inner, outer, Addresses.HEADEND_OUTSIDE)
                .toArray(String[]::new));
    daemon.await("translating", START_LIMIT, () -> daemon.output().contains("Translating"));
    return daemon;
  }

  @Override
  public void close() {
    translation.stop();
  }
}
