package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which sessions are looked for: those for which everything that is said holds.
 *
 * @param user the user's name, in upper and lower case as it is
 * @param address outside or inside
 * @param node that wrote the session last
 * @param session the only one
 */
public record SessionSearch(
    Optional<String> user,
    Optional<InetAddress> address,
    Optional<String> node,
    Optional<SessionNumber> session) {

  /** Follows {@code WHERE}. */
  String condition() {
    StringBuilder condition = new StringBuilder("session_number > ?");
    user.ifPresent(_ -> condition.append(" AND user_name = ?"));
    address.ifPresent(
        _ -> condition.append(" AND ? IN (remote_address, inside_address, inside_address6)"));
    node.ifPresent(_ -> condition.append(" AND owner_node = ?"));
    session.ifPresent(number -> condition.append(" AND session_number = " + number.value()));
    return condition.toString();
  }

  /** The parameters of the condition behind the first. */
  List<String> parameters() {
    List<String> parameters = new ArrayList<>();
    user.ifPresent(parameters::add);
    address.map(ColumnText::text).ifPresent(parameters::add);
    node.ifPresent(parameters::add);
    return parameters;
  }
}
