package io.gatehouse.protocol.ike.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Transforms and their attributes (RFC 7296 sections 3.3.2 and 3.3.5). */
final class TransformCodec {

  private static final int LAST = 0;
  private static final int MORE = 3;
  private static final int SUBSTRUCTURE_HEADER = 4;

  /** Key Length with the bit that says type/value: it has no other form. */
  private static final int KEY_LENGTH = 0x8000 | 14;

  private static final int TYPE_VALUE = 0x8000;

  private TransformCodec() {}

  /** Reads {@code count} transforms, which must end where {@code proposal} does. */
  static List<Transform> decode(int count, OctetReader proposal) {
    List<Transform> transforms = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int last = proposal.u8();
      proposal.skip(1);
      OctetReader transform = proposal.part(proposal.u16() - SUBSTRUCTURE_HEADER, "Transform");
      SecurityAssociationCodec.requireLast(last, MORE, transform, proposal);
      transforms.add(transform(transform));
    }
    return transforms;
  }

  static void encode(List<Transform> transforms, OctetWriter writer) {
    for (int i = 0; i < transforms.size(); i++) {
      int start = writer.length();
      writer.u8(i == transforms.size() - 1 ? LAST : MORE).u8(0).u16(0);
      encode(transforms.get(i), writer);
      writer.fillLength16(start + 2, start);
    }
  }

  private static Transform transform(OctetReader reader) {
    int type = reader.u8();
    reader.skip(1);
    int id = reader.u16();
    OptionalInt keyLength = OptionalInt.empty();
    boolean unknownAttributes = false;
    while (!reader.isAtEnd()) {
      int attribute = reader.u16();
      if (attribute == KEY_LENGTH && keyLength.isEmpty()) {
        keyLength = OptionalInt.of(reader.u16());
      } else {
        unknownAttributes = true;
        skipAttribute(attribute, reader);
      }
    }
    return new Transform(type, id, keyLength, unknownAttributes);
  }

  private static void skipAttribute(int attribute, OctetReader reader) {
    int valueOrLength = reader.u16();
    if ((attribute & TYPE_VALUE) == 0) {
      reader.skip(valueOrLength);
    }
  }

  private static void encode(Transform transform, OctetWriter writer) {
    if (transform.unknownAttributes()) {
      throw new IllegalArgumentException("attributes that were not kept cannot be written");
    }
    writer.u8(transform.type()).u8(0).u16(transform.id());
    transform.keyLength().ifPresent(bits -> writer.u16(KEY_LENGTH).u16(bits));
  }
}
