package io.gatehouse.cluster.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.cluster.accounting.AccountingRecords;
import io.gatehouse.cluster.cbor.ProtocolCbor;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.OutboxRecord;
import io.gatehouse.cluster.store.SearchColumns;
import io.gatehouse.cluster.store.SessionRow;
import io.gatehouse.cluster.store.StateCodec;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How an established session is written: one octet of version, then CBOR (RFC 8949) with the names
 * of the record components. A newer node reads what an older one wrote, and the other way round: a
 * component that is not there is empty, one that is not known is passed over.
 *
 * <p>A session takes 2400 octets and more; no more than {@link #LARGEST_ORDINARY} with three CHILD
 * SAs, a retiring IKE SA and a request of its own under way.
 */
public final class SessionRecord implements StateCodec<SessionState> {

  /** Octets. */
  static final int LARGEST_ORDINARY = 6_656;

  private static final byte VERSION = 1;

  private final ObjectMapper cbor = ProtocolCbor.mapper();

  @Override
  public Optional<SessionRow> encode(SessionState state) {
    return state instanceof Established session ? Optional.of(row(session)) : Optional.empty();
  }

  @Override
  public Optional<OutboxRecord> record(SessionState state) {
    return state.record().map(AccountingRecords::toOutbox);
  }

  private SessionRow row(Established session) {
    try {
      byte[] body = cbor.writeValueAsBytes(session);
      byte[] record = ByteBuffer.allocate(1 + body.length).put(VERSION).put(body).array();
      return new SessionRow(columns(session), Secret.owned(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a session can always be written", e);
    }
  }

  private static SearchColumns columns(Established session) {
    return new SearchColumns(
        session.participants().userName(),
        session.participants().profile(),
        session.path().remote().getAddress(),
        session.leases().stream()
            .map(lease -> new InsideAddress(lease.pool(), lease.address()))
            .toList(),
        session.establishedAt());
  }

  @Override
  public SessionState decode(Secret record) {
    byte[] octets = record.reveal();
    if (octets.length == 0) {
      throw new IllegalArgumentException("an empty session record");
    }
    if (octets[0] != VERSION) {
      throw new IllegalArgumentException(
          "a session record of version %d; this node reads version %d"
              .formatted(octets[0], VERSION));
    }
    try {
      return cbor.readValue(octets, 1, octets.length - 1, Established.class);
    } catch (IOException e) {
      // Jackson's own message may quote the content.
      throw new IllegalArgumentException("malformed session record");
    }
  }
}
