package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest;
import io.gatehouse.protocol.ike.exchange.AuthenticationVerdict;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationVerdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Authentication and authorization of one node. There is one such actor on every node: RADIUS knows
 * a client by its address and port, and a conversation belongs to one server.
 */
public final class Aaa extends AbstractBehavior<Aaa.Command> {

  /** How many requests may be open; more of them are answered at once, as unavailable. */
  public static final int MAXIMUM_OPEN = 20_000;

  /** Every request gets one reply. */
  public sealed interface Command {}

  public record Authenticate(AuthenticationRequest request, ActorRef<Reply> replyTo)
      implements Command {}

  public record Authorize(AuthorizationRequest request, ActorRef<Reply> replyTo)
      implements Command {}

  private record Answered(Reply reply, ActorRef<Reply> replyTo) implements Command {}

  /** Repeats the request's id. */
  public sealed interface Reply {
    long id();
  }

  public record Authenticated(long id, AuthenticationVerdict verdict) implements Reply {}

  public record Authorized(long id, AuthorizationVerdict verdict) implements Reply {}

  private final Supplier<AaaConfiguration> active;
  private final RadiusClient radius;
  private final Executor hashing;
  private AaaConfiguration configuration;
  private Authenticator authenticator;
  private Authorizer authorizer;
  private int open;

  private Aaa(
      ActorContext<Command> context,
      Supplier<AaaConfiguration> active,
      RadiusClient radius,
      Executor hashing) {
    super(context);
    this.active = active;
    this.radius = radius;
    this.hashing = hashing;
    this.configuration = active.get();
    this.authenticator = new Authenticator(configuration, radius, hashing);
    this.authorizer = new Authorizer(configuration, radius);
  }

  /**
   * @param configuration is asked with each request
   * @param hashing where the hashes of local users' passwords are computed
   */
  public static Behavior<Command> create(
      Supplier<AaaConfiguration> configuration, RadiusClient radius, Executor hashing) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(context -> new Aaa(context, configuration, radius, hashing)))
        .onFailure(SupervisorStrategy.resume());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Authenticate.class, this::authenticate)
        .onMessage(Authorize.class, this::authorize)
        .onMessage(Answered.class, this::answered)
        .build();
  }

  private void follow() {
    AaaConfiguration now = active.get();
    if (!now.equals(configuration)) {
      configuration = now;
      authenticator = new Authenticator(now, radius, hashing);
      authorizer = new Authorizer(now, radius);
    }
  }

  private Behavior<Command> authenticate(Authenticate command) {
    follow();
    long id = command.request().id();
    return answer(
        command.replyTo(),
        () ->
            authenticator
                .authenticate(command.request())
                .thenApply(verdict -> new Authenticated(id, verdict)),
        reason -> new Authenticated(id, new AuthenticationVerdict.Unavailable(reason)));
  }

  private Behavior<Command> authorize(Authorize command) {
    follow();
    long id = command.request().id();
    return answer(
        command.replyTo(),
        () ->
            authorizer
                .authorize(command.request())
                .thenApply(verdict -> new Authorized(id, verdict)),
        reason -> new Authorized(id, new AuthorizationVerdict.Refused(reason)));
  }

  private Behavior<Command> answer(
      ActorRef<Reply> replyTo,
      Supplier<CompletionStage<Reply>> question,
      Function<String, Reply> failed) {
    if (open >= MAXIMUM_OPEN) {
      replyTo.tell(failed.apply("too many AAA requests are open"));
      return this;
    }
    CompletionStage<Reply> reply =
        CompletableFuture.completedFuture(question)
            .thenCompose(Supplier::get)
            .exceptionally(failure -> failed.apply("AAA failed: " + failure));
    open++;
    getContext().pipeToSelf(reply, (answer, _) -> new Answered(answer, replyTo));
    return this;
  }

  private Behavior<Command> answered(Answered answered) {
    open--;
    answered.replyTo().tell(answered.reply());
    return this;
  }
}
