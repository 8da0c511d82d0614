package io.gatehouse.protocol.ike.exchange;

/**
 * What the client said of itself in IKE_SA_INIT, and in its first IKE_AUTH request.
 *
 * @param fragmentation RFC 7383 was negotiated
 * @param ciscoFragmentation both sides sent Cisco's fragmentation vendor id, and not RFC 7383's
 *     notify
 * @param anyConnect it sent AnyConnect-EAP's vendor id
 * @param messageIdSync it supports RFC 6311, as it says in IKE_AUTH, and was not asked yet
 */
public record Peer(
    boolean fragmentation, boolean ciscoFragmentation, boolean anyConnect, boolean messageIdSync) {

  Peer withMessageIdSync(boolean supported) {
    return new Peer(fragmentation, ciscoFragmentation, anyConnect, supported);
  }
}
