package io.gatehouse.cluster.session;

import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict;
import io.gatehouse.protocol.ike.exchange.Context;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sessions with an account, as the responder makes them: without actors, store and network. */
final class AccountedSessions {

  static final Duration INTERIM = Duration.ofMinutes(1);
  private static final AccountingTerms TERMS =
      new AccountingTerms("ACCT", Optional.of(INTERIM), Optional.empty());

  private AccountedSessions() {}

  /** The step with which a client is let in; what it leads to is not stored yet. */
  static Step beginning(String user, InetAddress inside, Context context) {
    PskClient client = new PskClient(user);
    Step agreed = step(new SessionState.Vacant(), datagram(client, client.initial()), context);
    client.agreed(only(agreed, Decision.Transmit.class).datagrams().getFirst());
    Step asked = step(agreed.state(), datagram(client, client.authenticate()), context);
    long authorization = only(asked, Decision.Authorize.class).request().id();
    Authorization granted = authorization(user).withAccounting(Optional.of(TERMS));
    Step authorized =
        step(
            asked.state(),
            new Input.Authorized(authorization, new AuthorizationVerdict.Granted(granted)),
            context);
    long lease = only(authorized, Decision.LeaseAddress.class).requestId();
    return step(
        authorized.state(),
        new Input.AddressLeased(lease, List.of(new Lease("POOL", inside))),
        context);
  }

  private static Authorization authorization(String user) {
    return new Authorization(
        user,
        Optional.empty(),
        Optional.of("POOL"),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Input datagram(PskClient client, Octets octets) {
    return new Input.Datagram(client.path(), octets);
  }

  private static Step step(SessionState state, Input input, Context context) {
    return Responder.step(state, input, context);
  }

  private static <D extends Decision> D only(Step step, Class<D> type) {
    return step.decisions().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }
}
