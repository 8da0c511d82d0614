package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.Arrays;
import java.util.List;

/** Payloads with which a client says what it wants. */
final class Wishes {

  static final int FIRST_SPI = 0x0c000001;

  private Wishes() {}

  static Payload esp(int spi, EspProposal... proposals) {
    return new Payload.SecurityAssociation(
        ProposalOffer.esp(List.of(proposals), ChildSaCreation.spiOctets(spi)));
  }

  static Payload firstEsp() {
    return new Payload.SecurityAssociation(
        ProposalOffer.firstEsp(List.of(Policies.ESP), ChildSaCreation.spiOctets(FIRST_SPI)));
  }

  static Payload initiator(TrafficSelector... selectors) {
    return new Payload.TrafficSelectorsInitiator(List.of(selectors));
  }

  static Payload responder(TrafficSelector... selectors) {
    return new Payload.TrafficSelectorsResponder(List.of(selectors));
  }

  static Payload anyInitiator() {
    return initiator(TrafficSelectors.any4());
  }

  static Payload anyResponder() {
    return responder(TrafficSelectors.any4());
  }

  static Payload configuration(Integer... attributes) {
    return new Payload.Configuration(
        ConfigurationType.CFG_REQUEST,
        Arrays.stream(attributes)
            .map(type -> new ConfigurationAttribute(type, Octets.empty()))
            .toList());
  }

  static Payload address() {
    return configuration(
        ConfigurationAttribute.INTERNAL_IP4_ADDRESS, ConfigurationAttribute.INTERNAL_IP4_DNS);
  }

  static Payload rekey(int spi) {
    return new Payload.Notify(
        Proposal.ESP, ChildSaCreation.spiOctets(spi), NotifyType.REKEY_SA.number(), Octets.empty());
  }

  static Payload delete(int... spis) {
    return new Payload.Delete(
        Proposal.ESP, Arrays.stream(spis).mapToObj(ChildSaCreation::spiOctets).toList());
  }

  static Payload deleteIkeSa() {
    return new Payload.Delete(Proposal.IKE, List.of());
  }

  static Payload notify(NotifyType type) {
    return Payload.Notify.of(type);
  }
}
