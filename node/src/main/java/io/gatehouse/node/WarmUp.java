package io.gatehouse.node;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.IkeKeys;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.MessageProtection;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a login takes, with the algorithms and keys of the policy, before the first client
 * comes: providers are loaded, and the code is compiled, while nobody waits.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** So many logins are about what the JVM's first compiler wants to have seen. */
  private static final int ROUNDS = 200;

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int NONCE_OCTETS = 32;

  private final ResponderPolicy policy;
  private final SecureRandom random;

  WarmUp(ResponderPolicy policy, SecureRandom random) {
    this.policy = policy;
    this.random = random;
  }

  /** Returns when it is done, after some seconds at the most. */
  void run() {
    long begun = System.nanoTime();
    int rounds = 0;
    while (rounds < ROUNDS && System.nanoTime() - begun < LIMIT.toNanos()) {
      policy.proposals().stream().limit(1).forEach(this::exchange);
      policy.profiles().forEach(this::authenticate);
      rounds++;
    }
    LOG.info(
        "warmed up by {} logins' cryptography in {} ms",
        rounds,
        Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  /** What most clients will agree on. */
  private void exchange(IkeProposal proposal) {
    KeyExchangeMethod method = proposal.keyExchange().getFirst();
    EncryptionChoice encryption = proposal.encryption().getFirst();
    IkeSuite suite =
        new IkeSuite(
            encryption.encryption(),
            encryption.keyLength(),
            encryption.encryption().aead()
                ? Optional.empty()
                : proposal.integrity().stream().findFirst(),
            proposal.prf().getFirst(),
            method);
    Octets peer = EphemeralKey.generate(method, random).publicValue();
    EphemeralKey.generate(method, random).agree(peer).ifPresent(shared -> protect(suite, shared));
  }

  private void protect(IkeSuite suite, Secret shared) {
    IkeKeys keys = KeyDerivation.initial(suite, shared, nonce(), nonce(), 1, 2);
    IkeHeader header = IkeHeader.request(1, 2, ExchangeType.IKE_AUTH, true, 1).toResponse();
    MessageProtection.ofResponder(suite, keys).protect(header, List.of(), random);
  }

  private void authenticate(Profile profile) {
    if (profile.local()
        instanceof
        LocalAuthentication.Certificate(
            Credential credential,
            SignatureAuthentication.RsaHash rsaHash,
            boolean pss)) {
      PrivateKey key = SignatureAuthentication.signingKey(credential.key());
      SignatureAuthentication.sign(
          key,
          credential.chain().getFirst().getPublicKey(),
          nonce(),
          Set.of(SignatureAuthentication.Hash.SHA2_256),
          pss,
          rsaHash,
          policy.proposals().getFirst().prf().getFirst(),
          random);
    }
  }

  private Octets nonce() {
    byte[] octets = new byte[NONCE_OCTETS];
    random.nextBytes(octets);
    return Octets.owned(octets);
  }
}
