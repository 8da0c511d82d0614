package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A small state for tests: whose it is, an inside address, and something to keep secret. A note of
 * nobody has no row.
 */
public record Note(String user, List<InsideAddress> inside, String secret) {

  public static final Instant ESTABLISHED = Instant.parse("2026-03-01T08:00:00.123Z");

  /** Where the notes' records go. */
  static final String LIST = "ACCT";

  private static final String TELLING = "telling";

  public static final StateCodec<Note> CODEC = new Codec();

  public Note(String user, Optional<InsideAddress> inside, String secret) {
    this(user, inside.stream().toList(), secret);
  }

  /** A note with something for the outbox: "start", "interim", "stop" or what a test wants. */
  static Note telling(String user, String sessionId, String what) {
    return of(user, String.join(":", TELLING, sessionId, what));
  }

  static Note of(String user, String secret) {
    return new Note(user, List.of(), secret);
  }

  static Note at(String user, String... addresses) {
    return new Note(
        user,
        Arrays.stream(addresses)
            .map(address -> new InsideAddress("LAN", InetAddress.ofLiteral(address)))
            .toList(),
        "key");
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
      List<String> fields = new ArrayList<>(List.of(note.user, note.secret));
      for (InsideAddress inside : note.inside) {
        fields.add(inside.pool());
        fields.add(inside.address().getHostAddress());
      }
      return new SessionRow(
          new SearchColumns(note.user, "REMOTE", remote, note.inside, ESTABLISHED),
          Secret.utf8(String.join("\n", fields)));
    }

    @Override
    public Note decode(Secret record) {
      String[] fields = record.revealUtf8().split("\n", -1);
      if (fields.length < 2) {
        throw new IllegalArgumentException("it has " + fields.length + " fields instead of 2");
      }
      List<InsideAddress> inside = new ArrayList<>();
      for (int i = 2; i < fields.length; i += 2) {
        inside.add(new InsideAddress(fields[i], InetAddress.ofLiteral(fields[i + 1])));
      }
      return new Note(fields[0], inside, fields[1]);
    }
  }
}
