package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** How the columns in the clear are written and read: addresses as text, times in UTC. */
final class ColumnText {

  private ColumnText() {}

  /** Binds six parameters, from {@code first} on, in the order of the table's columns. */
  static void bind(PreparedStatement statement, int first, SearchColumns columns)
      throws SQLException {
    statement.setString(first, columns.userName());
    statement.setString(first + 1, columns.profile());
    statement.setString(first + 2, text(columns.remoteAddress()));
    statement.setString(first + 3, columns.inside().map(InsideAddress::pool).orElse(null));
    statement.setString(first + 4, columns.inside().map(i -> text(i.address())).orElse(null));
    statement.setObject(first + 5, utc(columns.establishedAt()));
  }

  static SessionListing listing(ResultSet row) throws SQLException {
    return new SessionListing(
        new SessionNumber(row.getInt("session_number")),
        row.getLong("revision"),
        row.getString("owner_node"),
        columns(row),
        instant(row, "updated_at"));
  }

  private static SearchColumns columns(ResultSet row) throws SQLException {
    Optional<String> pool = Optional.ofNullable(row.getString("inside_pool"));
    Optional<String> address = Optional.ofNullable(row.getString("inside_address"));
    return new SearchColumns(
        row.getString("user_name"),
        row.getString("profile"),
        InetAddress.ofLiteral(row.getString("remote_address")),
        pool.flatMap(p -> address.map(a -> new InsideAddress(p, InetAddress.ofLiteral(a)))),
        instant(row, "established_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Without the zone of an IPv6 address, which means something on one node only. */
  static String text(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress()).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address is as long as an address", impossible);
    }
  }
}
