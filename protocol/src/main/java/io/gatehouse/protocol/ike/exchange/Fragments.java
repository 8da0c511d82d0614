package io.gatehouse.protocol.ike.exchange;

/**
 * What has come of messages that are not whole yet. Requests and responses count their message ids
 * apart.
 */
public record Fragments(Reassembly requests, Reassembly responses, CiscoReassembly cisco) {

  private static final Fragments NONE =
      new Fragments(Reassembly.nothing(), Reassembly.nothing(), CiscoReassembly.nothing());

  public static Fragments none() {
    return NONE;
  }

  Reassembly of(boolean response) {
    return response ? responses : requests;
  }

  Fragments with(boolean response, Reassembly reassembly) {
    return response
        ? new Fragments(requests, reassembly, cisco)
        : new Fragments(reassembly, responses, cisco);
  }

  Fragments with(CiscoReassembly reassembly) {
    return new Fragments(requests, responses, reassembly);
  }
}
