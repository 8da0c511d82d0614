package io.gatehouse.endtoend.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small internet on one machine.
 *
 * <pre>
 *   client1 ─┐
 *   client2 ─┤ outside (a switch) ── headend ── inside
 *     …     ─┘      192.0.2.0/24        198.51.100.0/24
 * </pre>
 */
public final class Lab implements AutoCloseable {
  private final Hosts hosts;
  private final Namespace headend;
  private final Namespace inside;
  private final Namespace outsideSwitch;
  private final List<Namespace> clients;

  private Lab(Hosts hosts, int clientCount) {
    this.hosts = hosts;
    this.headend = hosts.add("headend");
    this.inside = hosts.add("inside");
    this.outsideSwitch = hosts.add("outside");
    this.clients =
        IntStream.rangeClosed(1, clientCount)
            .mapToObj(number -> hosts.add("client" + number))
            .toList();
  }

  /**
   * Makes the hosts and the links between them.
   *
   * @param files where hosts keep their files and logs; made when it is missing
   * @param clients how many client hosts there are
   */
  public static Lab open(Path files, int clients) {
    Hosts hosts = Hosts.open(files);
    try {
      Lab lab = new Lab(hosts, clients);
      Topology.build(lab);
      return lab;
    } catch (RuntimeException e) {
      hosts.close();
      throw e;
    }
  }

  /** Gives the hosts IPv6 addresses too. */
  public void addIpv6() {
    Topology.addIpv6(this);
  }

  public Namespace headend() {
    return headend;
  }

  public Namespace inside() {
    return inside;
  }

  /** A client host; the first is number 1. */
  public Namespace client(int number) {
    return clients.get(number - 1);
  }

  List<Namespace> clients() {
    return clients;
  }

  Namespace outsideSwitch() {
    return outsideSwitch;
  }

  /** The ends of the logs of all processes, for the report of a failure. */
  public String logTails() {
    return hosts.logTails();
  }

  @Override
  public void close() {
    hosts.close();
  }
}
