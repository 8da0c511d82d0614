package io.gatehouse.cluster.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.gatehouse.cluster.cbor.ProtocolCbor;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes and reads the messages of sessions, agents, registries and the ingress between nodes, of
 * which two versions may run side by side. What cannot be read is logged and dropped: all of it is
 * said again, or asked for again, by somebody.
 */
final class WireSerializer extends SerializerWithStringManifest {

  private static final Logger LOG = LoggerFactory.getLogger(WireSerializer.class);
  private static final int IDENTIFIER = 0x6748_0002;

  private final Map<String, WireFormat> byName;
  private final Map<Class<?>, WireFormat> byType;

  /** Called by Pekko, by reflection. */
  WireSerializer(ExtendedActorSystem system) {
    ObjectMapper cbor =
        ProtocolCbor.mapper()
            .registerModule(actorRefs(ActorRefResolver.get(Adapter.toTyped(system))));
    byName = WireFormat.by(WireFormat::name, WireFormat.all(cbor));
    byType = WireFormat.by(WireFormat::type, WireFormat.all(cbor));
  }

  private static SimpleModule actorRefs(ActorRefResolver actors) {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        ActorRef.class,
        new JsonSerializer<>() {
          @Override
          public void serialize(ActorRef actor, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(actors.toSerializationFormat((ActorRef<?>) actor));
          }
        });
    module.addDeserializer(
        ActorRef.class,
        new JsonDeserializer<>() {
          @Override
          public ActorRef deserialize(JsonParser in, DeserializationContext context)
              throws IOException {
            return actors.resolveActorRef(in.getText());
          }
        });
    return module;
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return format(message).name();
  }

  @Override
  public byte[] toBinary(Object message) {
    try {
      return format(message).writer().write(message);
    } catch (IOException fault) {
      throw new UncheckedIOException("a message can always be written", fault);
    }
  }

  private WireFormat format(Object message) {
    WireFormat format = byType.get(message.getClass());
    if (format == null) {
      throw new IllegalArgumentException(message.getClass().getName() + " does not leave its node");
    }
    return format;
  }

  @Override
  public Object fromBinary(byte[] octets, String manifest) throws NotSerializableException {
    WireFormat format = byName.get(manifest);
    if (format == null) {
      throw unreadable("a message \"%s\", which this node does not know".formatted(manifest));
    }
    if (octets.length == 0 || octets[0] != WireFormat.VERSION) {
      throw unreadable(
          "a message \"%s\" of version %d; this node reads version %d"
              .formatted(manifest, octets.length == 0 ? 0 : octets[0], WireFormat.VERSION));
    }
    try {
      return format.reader().read(octets);
    } catch (IOException | IllegalArgumentException malformed) {
      // Jackson's own message may quote the content.
      throw unreadable("a malformed message \"%s\"".formatted(manifest));
    }
  }

  private static NotSerializableException unreadable(String what) {
    LOG.error("dropped {} from another node", what);
    return new NotSerializableException(what);
  }
}
