package io.gatehouse.client.load;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.util.function.IntFunction;

/**
 * Makes one client's settings those of many: where {@value #PLACE} stands in its user name and
 * identity, each has its number. Clients that are all the same end one another's sessions, since
 * each says INITIAL_CONTACT.
 */
public record NumberedClients(InitiatorSettings pattern) implements IntFunction<InitiatorSettings> {

  public static final String PLACE = "{n}";

  @Override
  public InitiatorSettings apply(int number) {
    return pattern.with(credentials(number), identity(number));
  }

  private Credentials credentials(int number) {
    return switch (pattern.credentials()) {
      case Credentials.AnyConnect user ->
          new Credentials.AnyConnect(
              numbered(user.userName(), number),
              user.answers(),
              user.device(),
              user.second(),
              user.groups());
      case Credentials.PreSharedKey key -> key;
      case Credentials.Certificate certificate -> certificate;
    };
  }

  private Identification identity(int number) {
    Identification identity = pattern.identity();
    return switch (identity.type()) {
      case Identification.ID_FQDN,
          Identification.ID_RFC822_ADDR,
          Identification.ID_KEY_ID,
          Identification.ID_CISCO_GROUP_NAME ->
          new Identification(
              identity.type(), Octets.utf8(numbered(identity.data().utf8(), number)));
      default -> identity;
    };
  }

  private static String numbered(String text, int number) {
    return text.replace(PLACE, Integer.toString(number));
  }
}
