package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.lab.Addresses;
import java.time.Duration;
import java.util.List;

/**
 * What a strongSwan client is told about the headend and about what to propose.
 *
 * @param serverAddress where it reaches the headend
 * @param serverIdentity what it expects as IDr
 * @param ikeProposal in strongSwan's notation, for example {@code aes256gcm16-prfsha384-ecp256}
 * @param espProposal likewise; a group in it asks for a key exchange with every rekeying
 * @param forceFragmentation send and ask for RFC 7383 fragments of a small size
 * @param dpdDelay how long the peer may be silent before it is asked for a sign of life; zero:
 *     never
 * @param signatureAuthentication offer RFC 7427; otherwise the methods of RFC 7296 and RFC 4754
 * @param virtualAddresses what it asks for as inside addresses, in strongSwan's notation
 */
public record Connection(
    ClientAuthentication authentication,
    String serverAddress,
    String serverIdentity,
    String ikeProposal,
    String espProposal,
    boolean forceFragmentation,
    Duration dpdDelay,
    boolean signatureAuthentication,
    List<String> virtualAddresses) {
  public Connection {
    virtualAddresses = List.copyOf(virtualAddresses);
  }

  public static Connection of(ClientAuthentication authentication, String serverIdentity) {
    return new Connection(
        authentication,
        Addresses.HEADEND_OUTSIDE,
        serverIdentity,
        "aes256gcm16-prfsha384-ecp256",
        "aes256gcm16",
        false,
        Duration.ZERO,
        true,
        List.of("0.0.0.0"));
  }

  public Connection withServerAddress(String address) {
    return new Connection(
        authentication,
        address,
        serverIdentity,
        ikeProposal,
        espProposal,
        forceFragmentation,
        dpdDelay,
        signatureAuthentication,
        virtualAddresses);
  }

  public Connection withIkeProposal(String proposal) {
    return new Connection(
        authentication,
        serverAddress,
        serverIdentity,
        proposal,
        espProposal,
        forceFragmentation,
        dpdDelay,
        signatureAuthentication,
        virtualAddresses);
  }

  public Connection withEspProposal(String proposal) {
    return new Connection(
        authentication,
        serverAddress,
        serverIdentity,
        ikeProposal,
        proposal,
        forceFragmentation,
        dpdDelay,
        signatureAuthentication,
        virtualAddresses);
  }

  public Connection withForcedFragmentation() {
    return new Connection(
        authentication,
        serverAddress,
        serverIdentity,
        ikeProposal,
        espProposal,
        true,
        dpdDelay,
        signatureAuthentication,
        virtualAddresses);
  }

  public Connection withDeadPeerDetection(Duration delay) {
    return new Connection(
        authentication,
        serverAddress,
        serverIdentity,
        ikeProposal,
        espProposal,
        forceFragmentation,
        delay,
        signatureAuthentication,
        virtualAddresses);
  }

  public Connection withoutSignatureAuthentication() {
    return new Connection(
        authentication,
        serverAddress,
        serverIdentity,
        ikeProposal,
        espProposal,
        forceFragmentation,
        dpdDelay,
        false,
        virtualAddresses);
  }

  /** Asks for an address of each family given: {@code 0.0.0.0}, {@code ::}. */
  public Connection withVirtualAddresses(String... unspecified) {
    return new Connection(
        authentication,
        serverAddress,
        serverIdentity,
        ikeProposal,
        espProposal,
        forceFragmentation,
        dpdDelay,
        signatureAuthentication,
        List.of(unspecified));
  }
}
