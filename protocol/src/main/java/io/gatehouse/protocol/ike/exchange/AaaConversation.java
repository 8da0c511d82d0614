package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.octets.Octets;

/**
 * Ties the next request to the server that asked, and to its State attribute (RFC 2865 section
 * 5.24).
 */
public record AaaConversation(String server, Octets state) {}
