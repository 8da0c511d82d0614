package io.gatehouse.protocol.ike.message;

/** Payload type numbers (RFC 7296 section 3.2, RFC 7383 section 2.5; 132 is Cisco's own). */
final class PayloadType {

  static final int NONE = 0;
  static final int SA = 33;
  static final int KE = 34;
  static final int ID_INITIATOR = 35;
  static final int ID_RESPONDER = 36;
  static final int CERT = 37;
  static final int CERTREQ = 38;
  static final int AUTH = 39;
  static final int NONCE = 40;
  static final int NOTIFY = 41;
  static final int DELETE = 42;
  static final int VENDOR_ID = 43;
  static final int TS_INITIATOR = 44;
  static final int TS_RESPONDER = 45;
  static final int ENCRYPTED = 46;
  static final int CONFIGURATION = 47;
  static final int EAP = 48;
  static final int ENCRYPTED_FRAGMENT = 53;
  static final int CISCO_FRAGMENT = 132;

  private PayloadType() {}

  static int of(Payload payload) {
    return switch (payload) {
      case Payload.SecurityAssociation _ -> SA;
      case Payload.KeyExchange _ -> KE;
      case Payload.IdentificationInitiator _ -> ID_INITIATOR;
      case Payload.IdentificationResponder _ -> ID_RESPONDER;
      case Payload.Certificate _ -> CERT;
      case Payload.CertificateRequest _ -> CERTREQ;
      case Payload.Authentication _ -> AUTH;
      case Payload.Nonce _ -> NONCE;
      case Payload.Notify _ -> NOTIFY;
      case Payload.Delete _ -> DELETE;
      case Payload.VendorId _ -> VENDOR_ID;
      case Payload.TrafficSelectorsInitiator _ -> TS_INITIATOR;
      case Payload.TrafficSelectorsResponder _ -> TS_RESPONDER;
      case Payload.Configuration _ -> CONFIGURATION;
      case Payload.Eap _ -> EAP;
      case Payload.Encrypted _ -> ENCRYPTED;
      case Payload.EncryptedFragment _ -> ENCRYPTED_FRAGMENT;
      case Payload.Unknown unknown -> unknown.type();
    };
  }
}
