package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tinyradius.core.attribute.AttributeTemplate;
import org.tinyradius.core.attribute.type.VendorSpecificAttribute;
import org.tinyradius.core.dictionary.Dictionary;
import org.tinyradius.core.dictionary.parser.DictionaryParser;

/** Names to numbers, from the dictionary file beside this class. */
final class RadiusDictionary {

  private static final String RESOURCE = "io/gatehouse/node/radius/dictionary";
  private static final byte NO_TAG = 0;
  private static final Dictionary DICTIONARY = load();

  static final AttributeTemplate USER_PASSWORD = template("User-Password");
  static final AttributeTemplate MESSAGE_AUTHENTICATOR = template("Message-Authenticator");
  static final AttributeTemplate MS_CHAP_CHALLENGE = template("MS-CHAP-Challenge");
  static final AttributeTemplate MS_CHAP2_RESPONSE = template("MS-CHAP2-Response");
  static final AttributeTemplate MS_MPPE_SEND_KEY = template("MS-MPPE-Send-Key");
  static final AttributeTemplate MS_MPPE_RECV_KEY = template("MS-MPPE-Recv-Key");

  private static final Map<AttributeTemplate, AttributeType> TYPES =
      Arrays.stream(AttributeType.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> template(type.dictionaryName()), Function.identity()));

  private RadiusDictionary() {}

  private static Dictionary load() {
    try {
      return DictionaryParser.newClasspathParser().parseDictionary(RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException("the RADIUS dictionary " + RESOURCE, e);
    }
  }

  private static AttributeTemplate template(String name) {
    return DICTIONARY
        .getAttributeTemplate(name)
        .orElseThrow(() -> new IllegalStateException("not in the RADIUS dictionary: " + name));
  }

  static Dictionary dictionary() {
    return DICTIONARY;
  }

  /** Empty for attributes that are not Gatehouse's concern. */
  static Optional<AttributeType> type(AttributeTemplate template) {
    return Optional.ofNullable(TYPES.get(template));
  }

  /** The octets of {@code attribute} as they go into a packet, vendor header included. */
  static byte[] encode(RadiusAttribute attribute) {
    return encode(template(attribute.type().dictionaryName()), attribute.value().toArray());
  }

  static byte[] encode(AttributeTemplate template, byte[] value) {
    var attribute = template.create(DICTIONARY, NO_TAG, value);
    int vendor = template.getVendorId();
    return vendor < 0
        ? attribute.toByteArray()
        : new VendorSpecificAttribute(DICTIONARY, vendor, List.of(attribute)).toByteArray();
  }
}
