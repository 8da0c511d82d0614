package io.gatehouse.cluster.aaa;

/**
 * The RADIUS attributes that Gatehouse reads or writes, by their names in a RADIUS dictionary.
 * Credentials and what guards a packet are not among them: they never leave the RADIUS client.
 */
public enum AttributeType {
  USER_NAME("User-Name"),
  NAS_IP_ADDRESS("NAS-IP-Address"),
  NAS_IPV6_ADDRESS("NAS-IPv6-Address"),
  SERVICE_TYPE("Service-Type"),
  FRAMED_IP_ADDRESS("Framed-IP-Address"),
  FRAMED_IP_NETMASK("Framed-IP-Netmask"),
  REPLY_MESSAGE("Reply-Message"),
  STATE("State"),
  CLASS("Class"),
  SESSION_TIMEOUT("Session-Timeout"),
  IDLE_TIMEOUT("Idle-Timeout"),
  CALLING_STATION_ID("Calling-Station-Id"),
  NAS_IDENTIFIER("NAS-Identifier"),
  ACCT_STATUS_TYPE("Acct-Status-Type"),
  ACCT_DELAY_TIME("Acct-Delay-Time"),
  ACCT_INPUT_OCTETS("Acct-Input-Octets"),
  ACCT_OUTPUT_OCTETS("Acct-Output-Octets"),
  ACCT_SESSION_ID("Acct-Session-Id"),
  ACCT_AUTHENTIC("Acct-Authentic"),
  ACCT_SESSION_TIME("Acct-Session-Time"),
  ACCT_INPUT_PACKETS("Acct-Input-Packets"),
  ACCT_OUTPUT_PACKETS("Acct-Output-Packets"),
  ACCT_TERMINATE_CAUSE("Acct-Terminate-Cause"),
  ACCT_INPUT_GIGAWORDS("Acct-Input-Gigawords"),
  ACCT_OUTPUT_GIGAWORDS("Acct-Output-Gigawords"),
  EVENT_TIMESTAMP("Event-Timestamp"),
  NAS_PORT_TYPE("NAS-Port-Type"),
  EAP_MESSAGE("EAP-Message"),
  ACCT_INTERIM_INTERVAL("Acct-Interim-Interval"),
  FRAMED_POOL("Framed-Pool"),
  FRAMED_IPV6_POOL("Framed-IPv6-Pool"),
  FRAMED_IPV6_ADDRESS("Framed-IPv6-Address"),
  DNS_SERVER_IPV6_ADDRESS("DNS-Server-IPv6-Address"),
  CISCO_AVPAIR("Cisco-AVPair"),
  MS_CHAP_ERROR("MS-CHAP-Error"),
  MS_CHAP2_SUCCESS("MS-CHAP2-Success"),
  MS_PRIMARY_DNS_SERVER("MS-Primary-DNS-Server"),
  MS_SECONDARY_DNS_SERVER("MS-Secondary-DNS-Server"),
  MS_PRIMARY_NBNS_SERVER("MS-Primary-NBNS-Server"),
  MS_SECONDARY_NBNS_SERVER("MS-Secondary-NBNS-Server");

  private final String dictionaryName;

  AttributeType(String dictionaryName) {
    this.dictionaryName = dictionaryName;
  }

  public String dictionaryName() {
    return dictionaryName;
  }
}
