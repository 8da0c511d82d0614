package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

/** A headend with a certificate chain that fits into no datagram. */
final class LargePolicies {

  private LargePolicies() {}

  static ResponderPolicy manyCertificates() {
    Credential was = TestCertificates.HEADEND;
    List<X509Certificate> chain = Collections.nCopies(6, was.chain().getFirst());
    Profile eap = Policies.eap(true).profiles().getFirst();
    return Policies.of(
        new Profile(
            eap.name(),
            eap.matches(),
            eap.localIdentity(),
            new LocalAuthentication.Certificate(
                new Credential("TEST", chain, was.key()),
                SignatureAuthentication.RsaHash.PRF,
                false),
            eap.remote(),
            eap.keyring(),
            eap.espProposals(),
            eap.ikeLifetime(),
            eap.childLifetime(),
            eap.childOctets(),
            eap.deadPeerDetection()));
  }

  static CiscoReassembly.Progress collect(CiscoReassembly.Progress so, Octets datagram) {
    CiscoReassembly collected = ((CiscoReassembly.Collecting) so).reassembly();
    return collected.add(((MessageCodec.Fragment) MessageCodec.decode(datagram)).fragment());
  }
}
