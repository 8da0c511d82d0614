package io.gatehouse.cluster.accounting;

import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.octets.Octets;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts accounting records into RADIUS's words. The same record always becomes the same attributes,
 * whichever node sends it.
 *
 * @param nasIdentifier the name under which RADIUS knows the headend
 */
record AccountingAttributes(String nasIdentifier) {

  /** RFC 2865 section 5.6. */
  private static final int FRAMED = 2;

  /** RFC 2865 section 5.41. */
  private static final int VIRTUAL = 5;

  /** Of 4096 in a packet. */
  private static final int CLASS_OCTETS = 2_048;

  /** RFC 2866 section 5.1: the whole NAS begins or ends. */
  static final int ACCOUNTING_ON = 7;

  static final int ACCOUNTING_OFF = 8;

  AccountingRequest of(AccountingRecord record) {
    List<RadiusAttribute> attributes =
        common(record.status().number(), record.sessionId(), record.at());
    record.terms().nasAddress().map(AccountingAttributes::nasAddress).ifPresent(attributes::add);
    addSession(attributes, record);
    if (record.status() != Status.START) {
      addUsage(attributes, record);
    }
    record
        .cause()
        .ifPresent(
            cause ->
                attributes.add(
                    RadiusAttribute.integer(AttributeType.ACCT_TERMINATE_CAUSE, cause.number())));
    return new AccountingRequest(record.at(), attributes);
  }

  /** Tells of the NAS itself. */
  AccountingRequest ofNas(
      int statusType, String sessionId, Optional<InetAddress> nasAddress, Instant at) {
    List<RadiusAttribute> attributes = common(statusType, sessionId, at);
    nasAddress.map(AccountingAttributes::nasAddress).ifPresent(attributes::add);
    return new AccountingRequest(at, attributes);
  }

  private List<RadiusAttribute> common(int statusType, String sessionId, Instant at) {
    List<RadiusAttribute> attributes = new ArrayList<>();
    attributes.add(RadiusAttribute.integer(AttributeType.ACCT_STATUS_TYPE, statusType));
    attributes.add(RadiusAttribute.text(AttributeType.ACCT_SESSION_ID, sessionId));
    attributes.add(
        RadiusAttribute.integer(AttributeType.EVENT_TIMESTAMP, (int) at.getEpochSecond()));
    attributes.add(RadiusAttribute.text(AttributeType.NAS_IDENTIFIER, nasIdentifier));
    return attributes;
  }

  private static RadiusAttribute nasAddress(InetAddress address) {
    return RadiusAttribute.address(
        address instanceof Inet4Address
            ? AttributeType.NAS_IP_ADDRESS
            : AttributeType.NAS_IPV6_ADDRESS,
        address);
  }

  private static RadiusAttribute framedAddress(InetAddress inside) {
    return RadiusAttribute.address(
        inside instanceof Inet4Address
            ? AttributeType.FRAMED_IP_ADDRESS
            : AttributeType.FRAMED_IPV6_ADDRESS,
        inside);
  }

  private static void addSession(List<RadiusAttribute> attributes, AccountingRecord record) {
    attributes.add(RadiusAttribute.text(AttributeType.USER_NAME, record.userName()));
    attributes.add(RadiusAttribute.integer(AttributeType.NAS_PORT_TYPE, VIRTUAL));
    attributes.add(RadiusAttribute.integer(AttributeType.SERVICE_TYPE, FRAMED));
    attributes.add(
        RadiusAttribute.integer(AttributeType.ACCT_AUTHENTIC, record.authentic().number()));
    attributes.add(
        RadiusAttribute.text(AttributeType.CALLING_STATION_ID, record.remote().getHostAddress()));
    record.inside().stream().map(AccountingAttributes::framedAddress).forEach(attributes::add);
    addClasses(attributes, record.radiusClass());
    attributes.add(RadiusAttribute.avPair("audit-session-id", record.sessionId()));
    attributes.add(RadiusAttribute.avPair("isakmp-phase1-id", record.clientIdentity()));
    attributes.add(
        // As Cisco spells it.
        RadiusAttribute.avPair("isakmp-initator-ip", record.remote().getHostAddress()));
  }

  /** As many as leave room for the rest of the packet. */
  private static void addClasses(List<RadiusAttribute> attributes, List<Octets> classes) {
    int room = CLASS_OCTETS;
    for (Octets value : classes) {
      room -= value.length();
      if (room >= 0) {
        attributes.add(new RadiusAttribute(AttributeType.CLASS, value));
      }
    }
  }

  private static void addUsage(List<RadiusAttribute> attributes, AccountingRecord record) {
    Usage usage = record.usage();
    add(attributes, AttributeType.ACCT_SESSION_TIME, record.sessionTime().toSeconds());
    add(attributes, AttributeType.ACCT_INPUT_OCTETS, usage.inboundOctets());
    add(attributes, AttributeType.ACCT_OUTPUT_OCTETS, usage.outboundOctets());
    add(attributes, AttributeType.ACCT_INPUT_PACKETS, usage.inboundPackets());
    add(attributes, AttributeType.ACCT_OUTPUT_PACKETS, usage.outboundPackets());
    add(attributes, AttributeType.ACCT_INPUT_GIGAWORDS, usage.inboundOctets() >>> Integer.SIZE);
    add(attributes, AttributeType.ACCT_OUTPUT_GIGAWORDS, usage.outboundOctets() >>> Integer.SIZE);
  }

  /** The lower 32 bits. */
  private static void add(List<RadiusAttribute> attributes, AttributeType type, long number) {
    attributes.add(
        new RadiusAttribute(
            type, Octets.owned(ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array())));
  }
}
