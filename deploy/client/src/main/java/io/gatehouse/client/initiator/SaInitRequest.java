package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an IKE_SA_INIT request is made of; the same parts always make the same octets. */
record SaInitRequest(
    long spi, Octets nonce, KeyExchangeMethod method, EphemeralKey key, Optional<Octets> cookie) {

  private static final int SHA1_LENGTH = 20;

  SaInitRequest with(Octets newCookie) {
    return new SaInitRequest(spi, nonce, method, key, Optional.of(newCookie));
  }

  SaInitRequest with(KeyExchangeMethod newMethod, EphemeralKey newKey) {
    return new SaInitRequest(spi, nonce, newMethod, newKey, cookie);
  }

  Octets encode(Surroundings surroundings) {
    InitiatorSettings settings = surroundings.settings();
    List<Payload> payloads = new ArrayList<>();
    cookie.ifPresent(data -> payloads.add(Payload.Notify.of(NotifyType.COOKIE, data)));
    payloads.add(
        new Payload.SecurityAssociation(
            ProposalOffer.ike(settings.ikeProposals(), Octets.empty())));
    payloads.add(new Payload.KeyExchange(method.id(), key.publicValue()));
    payloads.add(new Payload.Nonce(nonce));
    payloads.addAll(VendorIds.of(settings));
    payloads.addAll(notifies(settings));
    var header = IkeHeader.request(spi, 0, ExchangeType.IKE_SA_INIT, true, 0);
    return MessageCodec.encode(new IkeMessage(header, payloads));
  }

  private List<Payload> notifies(InitiatorSettings settings) {
    List<Payload> notifies = new ArrayList<>();
    notifies.add(Payload.Notify.of(NotifyType.NAT_DETECTION_SOURCE_IP, noAddress()));
    notifies.add(Payload.Notify.of(NotifyType.NAT_DETECTION_DESTINATION_IP, noAddress()));
    notifies.add(Payload.Notify.of(NotifyType.REDIRECT_SUPPORTED));
    if (settings.fragmentation() == Fragmentation.RFC7383) {
      notifies.add(Payload.Notify.of(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED));
    }
    if (!settings.anyConnect()) {
      notifies.add(Payload.Notify.of(NotifyType.SIGNATURE_HASH_ALGORITHMS, hashes()));
    }
    return notifies;
  }

  /**
   * A hash of no address (RFC 7296 section 2.23): both sides see a NAT, so ESP comes inside UDP,
   * which is all that this client can send.
   */
  private Octets noAddress() {
    return nonce.slice(0, SHA1_LENGTH);
  }

  private static Octets hashes() {
    ByteBuffer numbers = ByteBuffer.allocate(6);
    numbers.putShort((short) Hash.SHA2_256.id());
    numbers.putShort((short) Hash.SHA2_384.id());
    numbers.putShort((short) Hash.SHA2_512.id());
    return Octets.owned(numbers.array());
  }
}
