package io.gatehouse.cluster.accounting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.cluster.cbor.ProtocolCbor;
import io.gatehouse.cluster.store.OutboxRecord;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How an accounting record is written: one octet of version, then CBOR with the names of the record
 * components, as sessions are.
 */
public final class AccountingRecords {

  private static final byte VERSION = 1;
  private static final ObjectMapper CBOR = ProtocolCbor.mapper();

  private AccountingRecords() {}

  public static OutboxRecord toOutbox(AccountingRecord record) {
    try {
      byte[] body = CBOR.writeValueAsBytes(record);
      return new OutboxRecord(
          record.sessionId(),
          record.terms().list(),
          record.status() == AccountingRecord.Status.INTERIM_UPDATE,
          Octets.owned(ByteBuffer.allocate(1 + body.length).put(VERSION).put(body).array()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an accounting record can always be written", e);
    }
  }

  /**
   * Reads a record that this or another version wrote.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  public static AccountingRecord read(Octets body) {
    if (body.isEmpty() || body.at(0) != VERSION) {
      throw new IllegalArgumentException("an accounting record that is not of version " + VERSION);
    }
    try {
      byte[] octets = body.array();
      return CBOR.readValue(octets, 1, octets.length - 1, AccountingRecord.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("malformed accounting record", e);
    }
  }
}
