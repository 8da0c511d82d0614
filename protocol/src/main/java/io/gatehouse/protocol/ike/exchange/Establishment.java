package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From an authenticated client to an established session: authorization, address, first CHILD SA,
 * last response.
 */
final class Establishment {

  /** How long a session may stay without the CHILD SA that could not be made at first. */
  private static final Duration CHILDLESS = Duration.ofSeconds(30);

  private Establishment() {}

  static Step authorize(
      HalfOpen session,
      Admission admission,
      ClientAuthentication authentication,
      List<Payload> proof,
      Authorization user,
      Context context) {
    HalfOpen asking = HalfOpenResponder.waiting(session.nextRequest(), false, context);
    long id = asking.lastRequestId();
    return Step.of(
        asking.at(new Stage.Authorizing(admission, authentication, proof, user)),
        new Decision.Authorize(authorizationRequest(session, admission, authentication, user, id)));
  }

  static AuthorizationRequest authorizationRequest(
      HalfOpen session,
      Admission admission,
      ClientAuthentication authentication,
      Authorization user,
      long id) {
    return new AuthorizationRequest(
        id,
        admission.profile().name(),
        session.sessionId(),
        authentication.method(),
        authentication.certificate(),
        admission.client(),
        Identities.text(admission.client()),
        session.path(),
        user,
        authentication.group());
  }

  static Step authorized(
      HalfOpen session, Stage.Authorizing stage, AuthorizationVerdict verdict, Context context) {
    return switch (verdict) {
      case AuthorizationVerdict.Granted(Authorization granted) ->
          provision(
              session, stage.admission(), stage.authentication(), stage.proof(), granted, context);
      case AuthorizationVerdict.Refused(String reason) ->
          HalfOpenResponder.authenticationFailed(
              session, stage.user().userName() + " is not authorized: " + reason, context);
    };
  }

  /** A client that asks for addresses gets one of them at least, or no CHILD SA. */
  static Step provision(
      HalfOpen session,
      Admission admission,
      ClientAuthentication authentication,
      List<Payload> proof,
      Authorization granted,
      Context context) {
    HalfOpen asking = HalfOpenResponder.waiting(session.nextRequest(), false, context);
    long id = asking.lastRequestId();
    Stage.LeasingAddress leasing =
        new Stage.LeasingAddress(admission, authentication, proof, granted);
    Set<AddressFamily> requested =
        admission.configurationRequest().map(ConfigurationExchange::requested).orElse(Set.of());
    if (requested.isEmpty()) {
      return establish(asking, leasing, List.of(), context);
    }
    Set<AddressFamily> families =
        requested.stream().filter(granted::gives).collect(Collectors.toSet());
    return families.isEmpty()
        ? notLeased(asking, leasing, unauthorized(requested, granted), context)
        : Step.of(asking.at(leasing), new Decision.LeaseAddress(id, granted, families));
  }

  private static String unauthorized(Set<AddressFamily> requested, Authorization granted) {
    return "neither a pool nor an address of %s is authorized for %s"
        .formatted(requested, granted.userName());
  }

  /** RFC 7296 section 3.15.4: the IKE SA comes about without a CHILD SA. */
  static Step notLeased(
      HalfOpen session, Stage.LeasingAddress stage, String reason, Context context) {
    Established established = withoutChildSa(session, stage, List.of(), context);
    return answer(
        session,
        established,
        stage,
        List.of(Payload.Notify.of(NotifyType.INTERNAL_ADDRESS_FAILURE)),
        List.of(new Decision.Report(noted(session, "no address: " + reason))),
        context);
  }

  static Step establish(
      HalfOpen session, Stage.LeasingAddress stage, List<Lease> leases, Context context) {
    Established established = withoutChildSa(session, stage, leases, context);
    Admission admission = stage.admission();
    List<Payload> payloads = new ArrayList<>();
    admission
        .configurationRequest()
        .ifPresent(
            request ->
                payloads.add(
                    ConfigurationExchange.reply(
                        request, stage.granted(), established.insideAddresses())));
    ChildSaRequest request =
        new ChildSaRequest(
            admission.proposals(),
            admission.selectorsInitiator(),
            admission.selectorsResponder(),
            session.initial().initiatorNonce(),
            Optional.empty(),
            true);
    return switch (ChildSaCreation.respond(
        established,
        request,
        admission.profile().espProposals(),
        session.initial().responderNonce(),
        context)) {
      case ChildSaCreation.Created created -> {
        payloads.addAll(created.payloads());
        yield answer(
            session,
            created.established(),
            stage,
            payloads,
            List.of(install(created.established(), created.childSa())),
            context);
      }
      case ChildSaCreation.Refused(Payload.Notify notify) ->
          answer(
              session,
              established,
              stage,
              List.of(notify),
              List.of(
                  new Decision.Report(
                      noted(
                          session,
                          "no CHILD SA: "
                              + NotifyType.of(notify.type()).map(Enum::name).orElse("refused")))),
              context);
    };
  }

  static Decision install(Established established, ChildSa childSa) {
    return new Decision.Install(childSa, established.path(), established.insideAddresses());
  }

  private static SessionEvent noted(HalfOpen session, String what) {
    return new SessionEvent.Noted(session.sessionId(), what);
  }

  private static Established withoutChildSa(
      HalfOpen session, Stage.LeasingAddress stage, List<Lease> leases, Context context) {
    Instant now = context.now();
    Admission admission = stage.admission();
    Profile profile = admission.profile();
    Authorization granted = stage.granted();
    return new Established(
        session.sessionId(),
        new Participants(
            profile.name(),
            admission.client(),
            admission.headend(),
            granted.userName(),
            stage.authentication().method(),
            HeadendProof.name(profile.local()),
            stage.authentication().recorded()),
        session.ikeSa(),
        session.window(),
        Fragments.none(),
        Optional.empty(),
        OwnMessageIds.start(),
        Optional.empty(),
        session.peer(),
        session.path(),
        granted,
        leases.stream().findFirst(),
        leases.stream().skip(1).findFirst(),
        List.of(),
        0,
        0,
        now,
        now.plus(profile.ikeLifetime()),
        granted.sessionTimeout().map(now::plus),
        Optional.of(now.plus(CHILDLESS)),
        Optional.empty(),
        new Timing(
            profile.ikeLifetime(),
            profile.childLifetime(),
            profile.childOctets(),
            granted.idleTimeout(),
            profile.deadPeerDetection()),
        now,
        now);
  }

  private static Step answer(
      HalfOpen session,
      Established established,
      Stage.LeasingAddress stage,
      List<Payload> payloads,
      List<Decision> before,
      Context context) {
    List<Payload> all = new ArrayList<>(stage.proof());
    if (MessageIdSynchronization.isSupported(established)) {
      all.add(Payload.Notify.of(NotifyType.IKEV2_MESSAGE_ID_SYNC_SUPPORTED));
    }
    all.addAll(payloads);
    List<Octets> datagrams = EstablishedResponder.protectAuthentication(established, all, context);
    List<Decision> decisions = new ArrayList<>(before);
    decisions.add(new Decision.Transmit(session.path(), datagrams));
    decisions.add(
        new Decision.Report(
            new SessionEvent.Connected(
                session.sessionId(),
                established.participants(),
                session.path(),
                established.insideAddresses())));
    if (stage.admission().initialContact()) {
      decisions.add(new Decision.EndOlderSessions(established.participants(), established.path()));
    }
    Established answered =
        established.edit().window(established.window().answered(datagrams)).done().checkpoint();
    return new Step(Bookkeeping.opened(answered, context.now()), true, decisions);
  }
}
