package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.peer.PostgreSql;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sessions by their inside addresses, as they are in the database: asking a node could change
 * what that node knows.
 */
public record StoredSessions(Map<String, Session> byAddress) {
  private static final String QUERY =
      "SELECT inside_address, session_number, owner_node FROM ike_session"
          + " WHERE inside_address IS NOT NULL";

  public StoredSessions {
    byAddress = Map.copyOf(byAddress);
  }

  /**
   * One session.
   *
   * @param owner the node that has written it last
   */
  public record Session(String number, String owner) {}

  static StoredSessions in(PostgreSql database) {
    return new StoredSessions(
        database
            .query(QUERY)
            .lines()
            .map(line -> line.split("\\|", -1))
            .collect(
                Collectors.toMap(
                    columns -> columns[0], columns -> new Session(columns[1], columns[2]))));
  }

  /** The number of the session that has this address. */
  Optional<String> number(String address) {
    return Optional.ofNullable(byAddress.get(address)).map(Session::number);
  }
}
