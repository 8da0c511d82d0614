package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the columns in the clear are written and read: addresses as text, times in UTC. */
final class ColumnText {

  private ColumnText() {}

  /** The column of an inside address, beside that of its pool: each family has its own. */
  static String column(InetAddress address) {
    return address instanceof Inet4Address ? "inside_address" : "inside_address6";
  }

  /** Binds eight parameters, from {@code first} on, in the order of the table's columns. */
  static void bind(PreparedStatement statement, int first, SearchColumns columns)
      throws SQLException {
    statement.setString(first, columns.userName());
    statement.setString(first + 1, columns.profile());
    statement.setString(first + 2, text(columns.remoteAddress()));
    bind(statement, first + 3, columns.inside(AddressFamily.IPV4));
    bind(statement, first + 5, columns.inside(AddressFamily.IPV6));
    statement.setObject(first + 7, utc(columns.establishedAt()));
  }

  private static void bind(PreparedStatement statement, int first, Optional<InsideAddress> inside)
      throws SQLException {
    statement.setString(first, inside.map(InsideAddress::pool).orElse(null));
    statement.setString(first + 1, inside.map(i -> text(i.address())).orElse(null));
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
    return new SearchColumns(
        row.getString("user_name"),
        row.getString("profile"),
        InetAddress.ofLiteral(row.getString("remote_address")),
        inside(row),
        instant(row, "established_at"));
  }

  /** A node that does not know of the second column writes a single IPv6 address to the first. */
  private static List<InsideAddress> inside(ResultSet row) throws SQLException {
    return Stream.of(
            inside(row.getString("inside_pool"), row.getString("inside_address")),
            inside(row.getString("inside_pool6"), row.getString("inside_address6")))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<InsideAddress> inside(@Nullable String pool, @Nullable String address) {
    return pool == null || address == null
        ? Optional.empty()
        : Optional.of(new InsideAddress(pool, InetAddress.ofLiteral(address)));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
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
