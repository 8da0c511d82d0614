package io.gatehouse.cluster.session;

import io.gatehouse.protocol.accounting.Account;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.ClientCertificate;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.OwnMessageIds;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A session like another one, but for what a test wants otherwise; without a record to be told. */
public final class ChangedSession {

  private final Established session;
  private Participants participants;
  private Path path;
  private OwnMessageIds ownIds;
  private Authorization authorization;
  private List<Lease> leases;
  private List<ChildSa> childSas;
  private Optional<Account> account;

  private ChangedSession(Established session) {
    this.session = session;
    this.participants = session.participants();
    this.path = session.path();
    this.ownIds = session.ownIds();
    this.authorization = session.authorization();
    this.leases = session.leases();
    this.childSas = session.childSas();
    this.account = session.account();
  }

  public static ChangedSession of(Established session) {
    return new ChangedSession(session);
  }

  ChangedSession onMachine(String machine) {
    path = new Path(path.local(), path.remote(), machine);
    return this;
  }

  ChangedSession ownIds(OwnMessageIds newIds) {
    ownIds = newIds;
    return this;
  }

  public ChangedSession authorization(Authorization newAuthorization) {
    authorization = newAuthorization;
    return this;
  }

  ChangedSession leases(List<Lease> newLeases) {
    leases = newLeases;
    return this;
  }

  public ChangedSession withTwoLeases() {
    return leases(
        List.of(
            new Lease("POOL", InetAddress.ofLiteral("10.99.0.1")),
            new Lease("ipv6 POOL", InetAddress.ofLiteral("2001:db8::1"))));
  }

  /** As sessions were before they could have an IPv6 address beside the other one. */
  public ChangedSession withoutIpv6() {
    return authorization(authorization.withIpv6(Optional.empty(), Optional.empty()))
        .leases(leases.stream().limit(1).toList());
  }

  public ChangedSession withCertificate(ClientCertificate certificate) {
    participants =
        new Participants(
            participants.profile(),
            participants.client(),
            participants.headend(),
            participants.userName(),
            participants.method(),
            participants.localMethod(),
            Optional.of(certificate));
    return this;
  }

  public ChangedSession withoutChildSas() {
    childSas = List.of();
    return this;
  }

  ChangedSession account(Optional<Account> newAccount) {
    account = newAccount;
    return this;
  }

  ChangedSession withoutAccount() {
    return authorization(authorization.withAccounting(Optional.empty())).account(Optional.empty());
  }

  public Established done() {
    return new Established(
        session.sessionId(),
        participants,
        session.ikeSa(),
        session.window(),
        session.fragments(),
        session.retiring(),
        ownIds,
        session.outstanding(),
        session.peer(),
        path,
        authorization,
        leases.stream().findFirst(),
        leases.stream().skip(1).findFirst(),
        childSas,
        session.ikeGeneration(),
        session.childGeneration(),
        session.establishedAt(),
        session.ikeExpiresAt(),
        session.sessionExpiresAt(),
        session.abandonedAt(),
        session.ending(),
        session.timing(),
        session.lastHeard(),
        session.lastTraffic(),
        account,
        Optional.empty());
  }
}
