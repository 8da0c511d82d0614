package io.gatehouse.endtoend.lab;

/** Makes a laboratory's links, addresses and routes. */
final class Topology {
  private Topology() {}

  static void build(Lab lab) {
    lab.outsideSwitch().ip("link", "add", "bridge", "type", "bridge");
    lab.outsideSwitch().ip("link", "set", "bridge", "up");
    attach(lab, lab.headend(), Addresses.HEADEND_OUTSIDE);
    for (int number = 1; number <= lab.clients().size(); number++) {
      attach(lab, lab.client(number), Addresses.client(number));
    }
    connectInside(lab);
  }

  /** IPv6 beside IPv4, on the same cables. */
  static void addIpv6(Lab lab) {
    lab.headend().addIpv6("outside", Addresses.HEADEND_OUTSIDE_IPV6 + "/64");
    for (int number = 1; number <= lab.clients().size(); number++) {
      lab.client(number).addIpv6("outside", Addresses.clientIpv6(number) + "/64");
    }
    lab.headend().addIpv6("inside", Addresses.HEADEND_INSIDE_IPV6 + "/64");
    lab.inside().addIpv6("inside", Addresses.INSIDE_HOST_IPV6 + "/64");
    lab.inside()
        .ip("route", "add", Addresses.INNER_NETWORKS_IPV6, "via", Addresses.HEADEND_INSIDE_IPV6);
    lab.headend().forwardIpv6();
  }

  private static void attach(Lab lab, Namespace host, String address) {
    Namespace outside = lab.outsideSwitch();
    host.link("outside", outside, host.host());
    outside.ip("link", "set", host.host(), "master", "bridge", "up");
    host.use("outside", address + "/24");
  }

  private static void connectInside(Lab lab) {
    lab.headend().link("inside", lab.inside(), "inside");
    lab.headend().use("inside", Addresses.HEADEND_INSIDE + "/24");
    lab.inside().use("inside", Addresses.INSIDE_HOST + "/24");
    lab.inside().ip("route", "add", Addresses.POOL_NETWORK, "via", Addresses.HEADEND_INSIDE);
    lab.headend().forward();
  }
}
