package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A small state for tests: whose it is, an inside address, and something to keep secret. A note of
 * nobody has no row.
 */
public record Note(String user, Optional<InsideAddress> inside, String secret) {

  public static final Instant ESTABLISHED = Instant.parse("2026-03-01T08:00:00.123Z");

  /** Where the notes' records go. */
  static final String LIST = "ACCT";

  private static final String TELLING = "telling";

  public static final StateCodec<Note> CODEC = new Codec();

  /** A note with something for the outbox: "start", "interim", "stop" or what a test wants. */
  static Note telling(String user, String sessionId, String what) {
    return of(user, String.join(":", TELLING, sessionId, what));
  }

  static Note of(String user, String secret) {
    return new Note(user, Optional.empty(), secret);
  }

  static Note at(String user, String address) {
    return new Note(
        user, Optional.of(new InsideAddress("LAN", InetAddress.ofLiteral(address))), "key");
  }

  private static final class Codec implements StateCodec<Note> {
    @Override
    public Optional<SessionRow> encode(Note note) {
      return note.user.isEmpty() ? Optional.empty() : Optional.of(row(note));
    }

    @Override
    public Optional<OutboxRecord> record(Note note) {
      String[] telling = note.secret.split(":", -1);
      return telling[0].equals(TELLING)
          ? Optional.of(
              new OutboxRecord(
                  telling[1], LIST, telling[2].equals("interim"), Octets.utf8(telling[2])))
          : Optional.empty();
    }

    private static SessionRow row(Note note) {
      InetAddress remote = InetAddress.ofLiteral("192.0.2.7");
      List<String> fields =
          List.of(
              note.user,
              note.inside.map(InsideAddress::pool).orElse(""),
              note.inside.map(inside -> inside.address().getHostAddress()).orElse(""),
              note.secret);
      return new SessionRow(
          new SearchColumns(note.user, "REMOTE", remote, note.inside, ESTABLISHED),
          Secret.utf8(String.join("\n", fields)));
    }

    @Override
    public Note decode(Secret record) {
      String[] fields = record.revealUtf8().split("\n", -1);
      if (fields.length != 4) {
        throw new IllegalArgumentException("it has " + fields.length + " fields instead of 4");
      }
      Optional<InsideAddress> inside =
          fields[1].isEmpty()
              ? Optional.empty()
              : Optional.of(new InsideAddress(fields[1], InetAddress.ofLiteral(fields[2])));
      return new Note(fields[0], inside, fields[3]);
    }
  }
}
