package io.gatehouse.endtoend.peer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A user of the RADIUS server.
 *
 * @param eapMethod the method that an EAP client is asked for, in FreeRADIUS's words
 * @param reply attributes of the Access-Accept, in FreeRADIUS's notation
 */
public record RadiusUser(String name, String password, String eapMethod, List<String> reply) {
  public RadiusUser {
    reply = List.copyOf(reply);
  }

  public static RadiusUser of(String name, String password, String eapMethod) {
    return new RadiusUser(name, password, eapMethod, List.of());
  }

  public RadiusUser replying(String... attributes) {
    return new RadiusUser(name, password, eapMethod, List.of(attributes));
  }

  static String file(List<RadiusUser> users) {
    return users.stream().map(RadiusUser::entry).collect(Collectors.joining("\n"));
  }

  private String entry() {
    return "%s Cleartext-Password := \"%s\", EAP-Type := %s\n".formatted(name, password, eapMethod)
        + reply.stream().map(line -> "\t" + line).collect(Collectors.joining(",\n"))
        + "\n";
  }

  @Override
  public String toString() {
    return name + " (" + eapMethod + ")";
  }
}
