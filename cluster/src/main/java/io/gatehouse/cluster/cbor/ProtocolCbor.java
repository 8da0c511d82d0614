package io.gatehouse.cluster.cbor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.ClientCertificate;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Fragments;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.Outstanding;
import io.gatehouse.protocol.ike.exchange.OwnMessageIds;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Timing;
import io.gatehouse.protocol.ike.exchange.VolumeLifetime;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The protocol's types in CBOR, without an annotation in the protocol. */
public final class ProtocolCbor {

  private static final int PORT_LENGTH = 2;

  private ProtocolCbor() {}

  public static ObjectMapper mapper() {
    SimpleModule types = new SimpleModule();
    octets(types, Octets.class, Octets::array, Octets::owned);
    octets(types, Secret.class, Secret::reveal, Secret::owned);
    octets(types, InetAddress.class, InetAddress::getAddress, ProtocolCbor::address);
    octets(types, InetSocketAddress.class, ProtocolCbor::octets, ProtocolCbor::socketAddress);
    number(types, Instant.class, Instant::toEpochMilli, Instant::ofEpochMilli);
    number(types, Duration.class, Duration::toMillis, Duration::ofMillis);
    number(types, OwnMessageIds.class, ProtocolCbor::number, ProtocolCbor::ownIds);
    // What has come of a message that was not whole is of no use to another process.
    number(types, Fragments.class, _ -> 0, _ -> Fragments.none());
    return CBORMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(types)
        .addMixIn(Established.class, EstablishedNames.class)
        .addMixIn(Authorization.class, AuthorizationNames.class)
        .addMixIn(Timing.class, TimingNames.class)
        .addMixIn(ChildSa.class, ChildSaNames.class)
        .addMixIn(Participants.class, ParticipantsNames.class)
        .addMixIn(Outstanding.Purpose.class, PurposeNames.class)
        .addMixIn(Outstanding.Purpose.RekeyChildSa.class, WithoutKey.class)
        .withConfigOverride(
            String.class,
            text -> text.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  /** The record goes into the outbox when the state is stored, and into no other state. */
  @JsonIgnoreProperties("record")
  private interface EstablishedNames {
    @JsonProperty("nextOwnId")
    OwnMessageIds ownIds();

    /** Sessions without one are written as they were before there was any. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Lease> secondLease();
  }

  /** As with a second lease. */
  private interface AuthorizationNames {
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<InetAddress> framedIpv6Address();

    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> ipv6AddressPool();
  }

  private interface TimingNames {
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    OptionalLong childOctets();
  }

  private interface ChildSaNames {
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<VolumeLifetime> volume();

    /** As with a second lease: 0 for what is not there. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    long received();

    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    OptionalInt replaces();
  }

  /** As with a second lease. */
  private interface ParticipantsNames {
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<ClientCertificate> certificate();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "purpose")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outstanding.Purpose.Liveness.class, name = "liveness"),
    @JsonSubTypes.Type(value = Outstanding.Purpose.CatchUp.class, name = "catch-up"),
    @JsonSubTypes.Type(value = Outstanding.Purpose.DeleteChildSa.class, name = "delete-child-sa"),
    @JsonSubTypes.Type(value = Outstanding.Purpose.DeleteIkeSa.class, name = "delete-ike-sa"),
    @JsonSubTypes.Type(value = Outstanding.Purpose.RekeyChildSa.class, name = "rekey-child-sa"),
    @JsonSubTypes.Type(value = Outstanding.Purpose.MessageIdSync.class, name = "message-id-sync")
  })
  private interface PurposeNames {}

  /** The private half of a key exchange ends with the process. */
  @JsonIgnoreProperties("key")
  private interface WithoutKey {}

  private interface ToOctets<T> {
    byte[] of(T value);
  }

  private interface FromOctets<T> {
    T of(byte[] octets) throws IOException;
  }

  private interface ToNumber<T> {
    long of(T value);
  }

  private interface FromNumber<T> {
    T of(long number);
  }

  private interface Writer<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }

  private interface Reader<T> {
    T read(JsonParser in) throws IOException;
  }

  private static <T> void octets(
      SimpleModule module, Class<T> type, ToOctets<T> write, FromOctets<T> read) {
    type(
        module,
        type,
        (value, out) -> out.writeBinary(write.of(value)),
        in -> read.of(in.getBinaryValue()));
  }

  private static <T> void number(
      SimpleModule module, Class<T> type, ToNumber<T> write, FromNumber<T> read) {
    type(
        module,
        type,
        (value, out) -> out.writeNumber(write.of(value)),
        in -> read.of(in.getLongValue()));
  }

  private static <T> void type(
      SimpleModule module, Class<T> type, Writer<T> writer, Reader<T> reader) {
    module.addSerializer(
        type,
        new JsonSerializer<>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            writer.write(value, out);
          }
        });
    module.addDeserializer(
        type,
        new JsonDeserializer<>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return reader.read(in);
          }
        });
  }

  /** The next id, and above its 32 bits how many are in doubt: in general there are none. */
  private static long number(OwnMessageIds ids) {
    return (long) ids.inDoubt() << Integer.SIZE | Integer.toUnsignedLong(ids.next());
  }

  /** Before there was any doubt, an id above 2^31 was written as a negative number. */
  private static OwnMessageIds ownIds(long number) {
    int inDoubt = (int) Math.max(number >> Integer.SIZE, 0);
    return new OwnMessageIds((int) number, inDoubt, (int) number);
  }

  private static InetAddress address(byte[] octets) throws IOException {
    return InetAddress.getByAddress(octets);
  }

  private static byte[] octets(InetSocketAddress end) {
    byte[] address = end.getAddress().getAddress();
    return ByteBuffer.allocate(address.length + PORT_LENGTH)
        .put(address)
        .putShort((short) end.getPort())
        .array();
  }

  private static InetSocketAddress socketAddress(byte[] octets) throws IOException {
    if (octets.length < PORT_LENGTH) {
      throw new IOException("too short for a socket address");
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    byte[] address = new byte[octets.length - PORT_LENGTH];
    buffer.get(address);
    return new InetSocketAddress(
        InetAddress.getByAddress(address), Short.toUnsignedInt(buffer.getShort()));
  }
}
