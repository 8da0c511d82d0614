package io.gatehouse.endtoend.lab;

/** Makes a laboratory's namespaces, links, addresses and routes. */
final class Topology {
  private Topology() {}

  static void build(Lab lab) {
    for (Namespace host : lab.hosts()) {
      ip("netns", "add", host.name());
      in(host, "link", "set", "lo", "up");
    }
    in(lab.outsideSwitch(), "link", "add", "bridge", "type", "bridge");
    in(lab.outsideSwitch(), "link", "set", "bridge", "up");
    attach(lab, lab.headend(), Addresses.HEADEND_OUTSIDE);
    for (int number = 1; number <= lab.clients().size(); number++) {
      attach(lab, lab.client(number), Addresses.client(number));
    }
    connectInside(lab);
  }

  private static void attach(Lab lab, Namespace host, String address) {
    Namespace outside = lab.outsideSwitch();
    link(host, "outside", outside, host.host());
    in(outside, "link", "set", host.host(), "master", "bridge", "up");
    in(host, "address", "add", address + "/24", "dev", "outside");
    in(host, "link", "set", "outside", "up");
  }

  private static void connectInside(Lab lab) {
    link(lab.headend(), "inside", lab.inside(), "inside");
    in(lab.headend(), "address", "add", Addresses.HEADEND_INSIDE + "/24", "dev", "inside");
    in(lab.headend(), "link", "set", "inside", "up");
    in(lab.inside(), "address", "add", Addresses.INSIDE_HOST + "/24", "dev", "inside");
    in(lab.inside(), "link", "set", "inside", "up");
    in(lab.inside(), "route", "add", Addresses.POOL_NETWORK, "via", Addresses.HEADEND_INSIDE);
    lab.headend().command("sysctl", "-q", "-w", "net.ipv4.ip_forward=1").run();
  }

  private static void link(Namespace left, String leftName, Namespace right, String rightName) {
    ip(
        "link",
        "add",
        leftName,
        "netns",
        left.name(),
        "type",
        "veth",
        "peer",
        "name",
        rightName,
        "netns",
        right.name());
  }

  private static void in(Namespace host, String... words) {
    Command.of(words).after("ip", "-n", host.name()).run();
  }

  private static void ip(String... words) {
    Command.of(words).after("ip").run();
  }
}
