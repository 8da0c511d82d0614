package io.gatehouse.node.net;

/** What is counted at the sockets. */
public enum UdpEvent {
  IKE_RECEIVED,
  ESP_RECEIVED,
  /** NAT keepalives (RFC 3948 section 2.3). */
  KEEPALIVE_RECEIVED,
  /** Dropped: shorter than the header of what it would be. */
  RECEIVED_TOO_SHORT,
  /** Dropped by a fault of Gatehouse's own, which is in the log. */
  RECEIVED_FAULT,
  IKE_SENT,
  ESP_SENT,
  /** Dropped: this node does not listen on the address it was to be sent from. */
  SEND_NO_SOCKET,
  /** Dropped: packets come faster than the network takes them. */
  SEND_CONGESTED,
  /** An error that the kernel reported for a socket, mostly for a datagram to be sent. */
  SOCKET_ERROR
}
