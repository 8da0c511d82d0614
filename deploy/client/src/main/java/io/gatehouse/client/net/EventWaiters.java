package io.gatehouse.client.net;

import io.gatehouse.client.initiator.ClientEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Those who wait for an event. The last event of a client ends all waiting. */
final class EventWaiters {

  private record Waiter(Predicate<ClientEvent> wanted, CompletableFuture<ClientEvent> future) {}

  private final List<Waiter> waiters = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ClientEvent> last = new CompletableFuture<>();

  CompletableFuture<ClientEvent> next(Predicate<ClientEvent> wanted) {
    var waiter = new Waiter(wanted, new CompletableFuture<>());
    waiters.add(waiter);
    return waiter.future().applyToEither(last, event -> event);
  }

  void happened(ClientEvent event) {
    List<Waiter> served = waiters.stream().filter(waiter -> waiter.wanted().test(event)).toList();
    waiters.removeAll(served);
    served.forEach(waiter -> waiter.future().complete(event));
    if (event.last()) {
      last.complete(event);
    }
  }
}
