package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.cluster.accounting.AccountingRequest;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tinyradius.core.RadiusPacketException;
import org.tinyradius.core.attribute.codec.AttributeCodecType;

/**
 * Encodes requests to one server. Where there is a Message-Authenticator it is the first attribute:
 * behind attributes that an attacker has a hand in, MD5 collisions could move it (CVE-2024-3596).
 *
 * @param key shared with the server
 * @param common what every request carries that is not for accounting: a session's records say
 *     themselves where it was
 */
record RequestEncoder(Secret key, List<RadiusAttribute> common) {

  RequestEncoder {
    common = List.copyOf(common);
  }

  /**
   * The packet, ready to be sent.
   *
   * @param identifier 0 to 255
   * @param authenticator 16 unpredictable octets, which nobody writes to again
   * @param proof in place of the password
   * @return empty when the packet would be longer than 4096 octets
   */
  Optional<Octets> accessRequest(
      int identifier, byte[] authenticator, AccessRequest request, Optional<PasswordProof> proof) {
    List<byte[]> attributes = new ArrayList<>(encoded(request.attributes()));
    attributes.addAll(encoded(common));
    attributes.addAll(
        proof
            .map(PasswordProof::attributes)
            .orElseGet(() -> credential(request.credential(), authenticator)));
    return packet(RadiusPacket.ACCESS_REQUEST, identifier, authenticator, attributes);
  }

  /**
   * RFC 2866 section 3: the authenticator is a hash over the packet. There is no
   * Message-Authenticator (RFC 2869 section 5.19).
   *
   * @param delay since what is told of happened, in seconds
   * @return empty when the packet would be longer than 4096 octets
   */
  Optional<Octets> accountingRequest(int identifier, AccountingRequest request, int delay) {
    List<RadiusAttribute> all = new ArrayList<>(request.attributes());
    all.add(RadiusAttribute.integer(AttributeType.ACCT_DELAY_TIME, delay));
    List<byte[]> attributes = encoded(all);
    int length = RadiusPacket.HEADER + attributes.stream().mapToInt(a -> a.length).sum();
    if (length > RadiusPacket.MAXIMUM_LENGTH) {
      return Optional.empty();
    }
    byte[] nothing = new byte[RadiusPacket.AUTHENTICATOR_LENGTH];
    ByteBuffer packet = ByteBuffer.allocate(length);
    begin(packet, RadiusPacket.ACCOUNTING_REQUEST, identifier, nothing);
    attributes.forEach(packet::put);
    packet.put(
        RadiusPacket.AUTHENTICATOR, MessageAuthenticator.ofResponse(packet.array(), nothing, key));
    return Optional.of(Octets.owned(packet.array()));
  }

  /** The header of a packet that fills the buffer. */
  private static void begin(ByteBuffer packet, byte code, int identifier, byte[] authenticator) {
    packet.put(code).put((byte) identifier).putShort((short) packet.capacity()).put(authenticator);
  }

  /** RFC 5997 section 3. */
  Octets statusServer(int identifier, byte[] authenticator) {
    return packet(RadiusPacket.STATUS_SERVER, identifier, authenticator, encoded(common))
        .orElseThrow();
  }

  private static List<byte[]> encoded(List<RadiusAttribute> attributes) {
    return attributes.stream()
        .filter(attribute -> !attribute.value().isEmpty())
        .map(RadiusDictionary::encode)
        .toList();
  }

  private List<byte[]> credential(Credential credential, byte[] authenticator) {
    return switch (credential) {
      case Credential.Password(var password) -> userPassword(password, authenticator);
      case Credential.AuthorizationPassword(var password) -> userPassword(password, authenticator);
      case Credential.Eap(var packet) -> encoded(eapMessages(packet));
    };
  }

  private List<byte[]> userPassword(Secret password, byte[] authenticator) {
    return List.of(
        RadiusDictionary.encode(RadiusDictionary.USER_PASSWORD, hidden(password, authenticator)));
  }

  /** RFC 2865 section 5.2. */
  private byte[] hidden(Secret password, byte[] authenticator) {
    try {
      return AttributeCodecType.RFC2865_USER_PASSWORD
          .getCodec()
          .encode(password.reveal(), authenticator, key.revealUtf8());
    } catch (RadiusPacketException e) {
      throw new IllegalStateException("a password of permitted length can be hidden", e);
    }
  }

  /** RFC 3579 section 3.1: in order, and one behind the other. */
  private static List<RadiusAttribute> eapMessages(Octets packet) {
    List<RadiusAttribute> messages = new ArrayList<>();
    for (int at = 0; at < packet.length(); at += RadiusAttribute.MAXIMUM_LENGTH) {
      int end = Math.min(at + RadiusAttribute.MAXIMUM_LENGTH, packet.length());
      messages.add(new RadiusAttribute(AttributeType.EAP_MESSAGE, packet.slice(at, end)));
    }
    return messages;
  }

  private Optional<Octets> packet(
      byte code, int identifier, byte[] authenticator, List<byte[]> attributes) {
    int length = RadiusPacket.HEADER + MessageAuthenticator.ATTRIBUTE_LENGTH;
    for (byte[] attribute : attributes) {
      length += attribute.length;
    }
    if (length > RadiusPacket.MAXIMUM_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer packet = ByteBuffer.allocate(length);
    begin(packet, code, identifier, authenticator);
    packet.put(unsigned());
    attributes.forEach(packet::put);
    byte[] signature = MessageAuthenticator.of(packet.array(), key);
    packet.put(RadiusPacket.HEADER + 2, signature);
    return Optional.of(Octets.owned(packet.array()));
  }

  private static byte[] unsigned() {
    return RadiusDictionary.encode(
        RadiusDictionary.MESSAGE_AUTHENTICATOR, new byte[MessageAuthenticator.LENGTH]);
  }
}
