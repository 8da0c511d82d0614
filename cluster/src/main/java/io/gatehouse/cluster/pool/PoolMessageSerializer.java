package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * How {@link PoolMessage}s cross from node to node: one octet of version, then the components in
 * their order, texts in modified UTF-8 behind two octets of length. What a later version adds
 * behind them is passed over.
 */
final class PoolMessageSerializer extends SerializerWithStringManifest {

  private static final int IDENTIFIER = 0x6748_0001;
  private static final int VERSION = 1;
  private static final String BORROW = "borrow";
  private static final String BORROW_FIXED = "borrow-fixed";
  private static final String RETURNED = "returned";
  private static final String UNUSED = "unused";
  private static final String DISPUTED = "disputed";
  private static final String LENT = "lent";
  private static final String NOT_LENT = "not-lent";

  private final ActorRefResolver actors;

  /** Called by Pekko, by reflection. */
  PoolMessageSerializer(ExtendedActorSystem system) {
    actors = ActorRefResolver.get(Adapter.toTyped(system));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return switch ((PoolMessage) message) {
      case PoolMessage.Borrow _ -> BORROW;
      case PoolMessage.BorrowFixed _ -> BORROW_FIXED;
      case PoolMessage.Returned _ -> RETURNED;
      case PoolMessage.Unused _ -> UNUSED;
      case PoolMessage.Disputed _ -> DISPUTED;
      case PoolMessage.Lent _ -> LENT;
      case PoolMessage.NotLent _ -> NOT_LENT;
    };
  }

  @Override
  public byte[] toBinary(Object message) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(octets);
      out.writeByte(VERSION);
      write((PoolMessage) message, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return octets.toByteArray();
  }

  private void write(PoolMessage message, DataOutput out) throws IOException {
    switch (message) {
      case PoolMessage.Borrow(var pool, var user, var session, var any, var replyTo) -> {
        out.writeUTF(pool);
        out.writeUTF(user);
        out.writeInt(session.value());
        out.writeBoolean(any);
        out.writeUTF(actors.toSerializationFormat(replyTo));
      }
      case PoolMessage.BorrowFixed(var address, var user, var session, var replyTo) -> {
        write(address, out);
        out.writeUTF(user);
        out.writeInt(session.value());
        out.writeUTF(actors.toSerializationFormat(replyTo));
      }
      case PoolMessage.Returned(var address, var session) -> write(address, session, out);
      case PoolMessage.Unused(var address, var session) -> write(address, session, out);
      case PoolMessage.Disputed(var address, var session) -> write(address, session, out);
      case PoolMessage.Lent(InsideAddress inside) -> {
        out.writeUTF(inside.pool());
        write(inside.address(), out);
      }
      case PoolMessage.NotLent(boolean inUse) -> out.writeBoolean(inUse);
    }
  }

  private static void write(InetAddress address, SessionNumber session, DataOutput out)
      throws IOException {
    write(address, out);
    out.writeInt(session.value());
  }

  private static void write(InetAddress address, DataOutput out) throws IOException {
    byte[] octets = address.getAddress();
    out.writeByte(octets.length);
    out.write(octets);
  }

  @Override
  public Object fromBinary(byte[] octets, String manifest) throws NotSerializableException {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new NotSerializableException(
            "a %s of version %d; this node reads version %d".formatted(manifest, version, VERSION));
      }
      return read(manifest, in);
    } catch (NotSerializableException unknown) {
      throw unknown;
    } catch (IOException | IllegalArgumentException malformed) {
      throw new NotSerializableException("a malformed " + manifest);
    }
  }

  private PoolMessage read(String manifest, DataInput in) throws IOException {
    return switch (manifest) {
      case BORROW ->
          new PoolMessage.Borrow(
              in.readUTF(), in.readUTF(), session(in), in.readBoolean(), replyTo(in));
      case BORROW_FIXED ->
          new PoolMessage.BorrowFixed(address(in), in.readUTF(), session(in), replyTo(in));
      case RETURNED -> new PoolMessage.Returned(address(in), session(in));
      case UNUSED -> new PoolMessage.Unused(address(in), session(in));
      case DISPUTED -> new PoolMessage.Disputed(address(in), session(in));
      case LENT -> new PoolMessage.Lent(new InsideAddress(in.readUTF(), address(in)));
      case NOT_LENT -> new PoolMessage.NotLent(in.readBoolean());
      default -> throw new NotSerializableException("an unknown message " + manifest);
    };
  }

  private static SessionNumber session(DataInput in) throws IOException {
    return new SessionNumber(in.readInt());
  }

  private ActorRef<PoolMessage.Loan> replyTo(DataInput in) throws IOException {
    return actors.resolveActorRef(in.readUTF());
  }

  private static InetAddress address(DataInput in) throws IOException {
    byte[] octets = new byte[in.readUnsignedByte()];
    in.readFully(octets);
    return InetAddress.getByAddress(octets);
  }
}
