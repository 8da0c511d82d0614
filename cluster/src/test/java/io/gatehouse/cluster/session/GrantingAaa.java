package io.gatehouse.cluster.session;

import io.gatehouse.cluster.aaa.Aaa;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** AAA that grants everybody an address of the pool, and an IPv6 address, until it is silenced. */
final class GrantingAaa {

  /** Who is given the second address, and no other. */
  static final String USER_OF_SECOND_ADDRESS = "fixed";

  private static final InetAddress SECOND_INSIDE = InetAddress.ofLiteral("10.99.0.2");

  private volatile boolean answers = true;
  private volatile Optional<AccountingTerms> accounting = Optional.empty();

  void silence() {
    answers = false;
  }

  /** From now on sessions have an account. */
  void keepAccounts() {
    accounting = Optional.of(new AccountingTerms("ACCT", Optional.empty(), Optional.empty()));
  }

  Behavior<Aaa.Command> behavior() {
    return Behaviors.receiveMessage(
        command -> {
          if (command instanceof Aaa.Authorize(var request, var replyTo) && answers) {
            replyTo.tell(
                new Aaa.Authorized(
                    request.id(),
                    new AuthorizationVerdict.Granted(granted(request.ikeIdentity()))));
          }
          return Behaviors.same();
        });
  }

  private Authorization granted(String userName) {
    Authorization none = Authorization.of(userName);
    return new Authorization(
            userName,
            Optional.of(SECOND_INSIDE).filter(_ -> userName.startsWith(USER_OF_SECOND_ADDRESS)),
            Optional.of(WatchedPools.POOL),
            none.netmask(),
            none.dns(),
            none.wins(),
            none.defaultDomain(),
            none.splitDns(),
            none.splitInclude(),
            none.banner(),
            none.sessionTimeout(),
            none.idleTimeout(),
            none.radiusClass())
        .withAccounting(accounting)
        .withIpv6(Optional.empty(), Optional.of(WatchedPools.POOL));
  }
}
