package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.RsaHash;
import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first IKE_AUTH request. Without AUTH, it asks for EAP (RFC 7296 section 2.16). */
final class FirstAuthRequest {

  private static final String SOFTWARE = "AnyConnect Linux 5.1.2.42";

  /** AnyConnect sends a vendor id of this length whose octets look random. */
  private static final int NAMELESS_VENDOR_ID = 20;

  private final Surroundings surroundings;
  private final InitiatorSettings settings;
  private final Handshake handshake;

  FirstAuthRequest(Surroundings surroundings, Handshake handshake) {
    this.surroundings = surroundings;
    this.settings = surroundings.settings();
    this.handshake = handshake;
  }

  List<Payload> payloads(int espSpi) {
    List<Payload> payloads = new ArrayList<>(vendorIds());
    payloads.add(new Payload.IdentificationInitiator(settings.identity()));
    payloads.addAll(certificates());
    certificateRequest().ifPresent(payloads::add);
    proof().ifPresent(payloads::add);
    payloads.add(
        new Payload.Configuration(
            ConfigurationType.CFG_REQUEST, CiscoAttributes.requested(SOFTWARE)));
    payloads.add(
        new Payload.SecurityAssociation(
            ProposalOffer.firstEsp(settings.espProposals(), ChildOffer.octets(espSpi))));
    payloads.add(new Payload.TrafficSelectorsInitiator(ChildOffer.everything()));
    payloads.add(new Payload.TrafficSelectorsResponder(ChildOffer.everything()));
    payloads.add(Payload.Notify.of(NotifyType.INITIAL_CONTACT));
    if (settings.messageIdSync() != MessageIdSync.NOT_ANNOUNCED) {
      payloads.add(Payload.Notify.of(NotifyType.IKEV2_MESSAGE_ID_SYNC_SUPPORTED));
    }
    payloads.add(Payload.Notify.of(NotifyType.ESP_TFC_PADDING_NOT_SUPPORTED));
    payloads.add(Payload.Notify.of(NotifyType.NON_FIRST_FRAGMENTS_ALSO));
    return payloads;
  }

  private List<Payload> vendorIds() {
    List<Payload> vendorIds = new ArrayList<>();
    if (settings.anyConnect()) {
      vendorIds.add(new Payload.VendorId(surroundings.octets(NAMELESS_VENDOR_ID)));
    }
    if (settings.padding() > 0) {
      vendorIds.add(new Payload.VendorId(Octets.owned(new byte[settings.padding()])));
    }
    return vendorIds;
  }

  private List<Payload> certificates() {
    return settings.credentials() instanceof Credentials.Certificate certificate
        ? certificate.chain().stream().map(FirstAuthRequest::payload).toList()
        : List.of();
  }

  private Optional<Payload> certificateRequest() {
    if (settings.anchors().isEmpty()) {
      return Optional.empty();
    }
    Octets hashes =
        Octets.concat(settings.anchors().stream().map(FirstAuthRequest::keyHash).toList());
    return Optional.of(new Payload.CertificateRequest(Payload.Certificate.X509_SIGNATURE, hashes));
  }

  private Optional<Payload> proof() {
    return switch (settings.credentials()) {
      case Credentials.AnyConnect _ -> Optional.empty();
      case Credentials.PreSharedKey shared ->
          Optional.of(
              new Payload.Authentication(
                  AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE,
                  SharedKeyAuthentication.compute(
                      handshake.sa().suite().prf(), shared.key(), signedOctets())));
      case Credentials.Certificate certificate ->
          Optional.of(
              SignatureAuthentication.sign(
                  certificate.key(),
                  certificate.chain().getFirst().getPublicKey(),
                  signedOctets(),
                  handshake.peerHashes(),
                  false,
                  RsaHash.SHA1,
                  handshake.sa().suite().prf(),
                  surroundings.random()));
    };
  }

  private Octets signedOctets() {
    return handshake.initiatorOctets(settings.identity());
  }

  private static Payload payload(X509Certificate certificate) {
    try {
      return new Payload.Certificate(
          Payload.Certificate.X509_SIGNATURE, Octets.owned(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** SHA-1 of the SubjectPublicKeyInfo (RFC 7296 section 3.7). */
  private static Octets keyHash(X509Certificate anchor) {
    try {
      byte[] key = anchor.getPublicKey().getEncoded();
      return Octets.owned(MessageDigest.getInstance("SHA-1").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
