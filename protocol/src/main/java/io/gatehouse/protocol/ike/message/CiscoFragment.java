package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;

/**
 * Cisco's fragment from before RFC 7383: a slice of a complete message, IKE header included.
 *
 * @param id 16 bits, the same for all pieces of a message
 * @param number 1 to 255
 */
public record CiscoFragment(int id, int number, boolean last, Octets data) {}
