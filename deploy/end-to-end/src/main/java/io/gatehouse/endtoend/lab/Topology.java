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
