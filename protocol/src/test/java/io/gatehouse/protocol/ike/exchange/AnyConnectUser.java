package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AnyConnectEap;
import io.gatehouse.protocol.eap.anyconnect.ClientDevice;
import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import io.gatehouse.protocol.eap.anyconnect.Tlv;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** A user with an AnyConnect client, and AAA's answers about her. */
final class AnyConnectUser {

  static final ClientDevice DEVICE =
      new ClientDevice(
          Optional.of("5.1.2.42"), Optional.of("linux-64"), Optional.empty(), Optional.empty());

  final Testbed testbed;
  int identifier;

  AnyConnectUser() {
    this(Policies.anyConnect());
  }

  AnyConnectUser(ResponderPolicy policy) {
    testbed =
        Testbed.agreed(
            policy,
            new Payload.VendorId(CiscoVendorIds.ANYCONNECT_EAP),
            new Payload.VendorId(CiscoVendorIds.FRAGMENTATION));
  }

  ServerDocument begin() {
    List<Payload> payloads =
        Testbed.admission(
            Policies.ANYCONNECT,
            new Payload.VendorId(Octets.hex("00".repeat(20))),
            new Payload.Notify(0, Octets.empty(), 40963, Octets.hex("01")),
            Wishes.address());
    testbed.send(ExchangeType.IKE_AUTH, payloads);
    return document();
  }

  /** The document that the headend has just sent. */
  ServerDocument document() {
    Octets packet = eap();
    AnyConnectEap.Message message = (AnyConnectEap.Message) AnyConnectEap.decode(packet);
    identifier = message.identifier();
    return ServerDocument.parse(message.xml().orElseThrow()).orElseThrow();
  }

  Octets eap() {
    return testbed.answer().first(Payload.Eap.class).orElseThrow().packet();
  }

  Headend say(Octets document) {
    return testbed.send(
        ExchangeType.IKE_AUTH,
        new Payload.Eap(
            AnyConnectEap.Message.ofXml(EapPacket.Code.RESPONSE, identifier, document).encode()));
  }

  /** Until the headend asks for the certificate, or for the password. */
  ServerDocument introduce() {
    begin();
    say(ClientDocuments.init(DEVICE));
    return document();
  }

  Headend show(Credential device) {
    return show(enclosed(device), signature(device));
  }

  Headend show(Octets certificates, Octets signature) {
    return show(certificates, signature, ClientDocuments.init(DEVICE));
  }

  Headend show(Octets certificates, Octets signature, Octets document) {
    AnyConnectEap.Message message =
        new AnyConnectEap.Message(
            EapPacket.Code.RESPONSE,
            identifier,
            List.of(
                new Tlv(Tlv.CERTIFICATES, certificates),
                new Tlv(Tlv.SIGNATURE, signature),
                new Tlv(Tlv.XML, document)));
    return testbed.send(ExchangeType.IKE_AUTH, new Payload.Eap(message.encode()));
  }

  /** Of what this client's AUTH would cover. */
  Octets signature(Credential device) {
    return testbed.client.signature(Policies.ANYCONNECT, device).data();
  }

  static Octets enclosed(Credential device) {
    try {
      return Octets.owned(
          CertificateFactory.getInstance("X.509")
              .generateCertPath(device.chain())
              .getEncoded("PKCS7"));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  ServerDocument login() {
    begin();
    say(ClientDocuments.init(DEVICE));
    return document();
  }

  Headend password(String password) {
    LinkedHashMap<String, Secret> answers = new LinkedHashMap<>();
    answers.put("username", Secret.utf8("typed"));
    answers.put("password", Secret.utf8(password));
    return say(ClientDocuments.authReply(DEVICE, answers));
  }

  Headend newPassword(String password, String repetition) {
    LinkedHashMap<String, Secret> answers = new LinkedHashMap<>();
    answers.put("new_password", Secret.utf8(password));
    answers.put("verify_password", Secret.utf8(repetition));
    return say(ClientDocuments.authReply(DEVICE, answers));
  }

  Headend verdict(AuthenticationVerdict verdict) {
    long id = testbed.headend.only(Decision.Authenticate.class).request().id();
    return testbed.headend.give(new Input.Authenticated(id, verdict));
  }

  Headend accept() {
    return verdict(
        new AuthenticationVerdict.Accepted(
            Headend.authorization("confirmed"), Optional.empty(), Optional.empty()));
  }

  Headend reject() {
    return verdict(new AuthenticationVerdict.Rejected(Optional.empty(), Optional.empty()));
  }

  ServerDocument complete() {
    login();
    password("sesame");
    accept().authorize(Headend.authorization("confirmed"));
    return document();
  }

  Payload finalAuthentication() {
    return testbed.client.sharedKey(Policies.ANYCONNECT, testbed.client.ikeSa().keys().skPi());
  }

  EapPacket.Code code() {
    return EapPacket.decode(eap()).orElseThrow().code();
  }
}
