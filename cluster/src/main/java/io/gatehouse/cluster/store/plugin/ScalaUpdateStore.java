package io.gatehouse.cluster.store.plugin;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.scaladsl.GetObjectResult;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/** The same with Scala's futures: typed behaviors use this one, from Java too. */
final class ScalaUpdateStore implements DurableStateUpdateStore<Object> {

  private final UpdateStore<?> store;

  ScalaUpdateStore(UpdateStore<?> store) {
    this.store = store;
  }

  @Override
  public Future<GetObjectResult<Object>> getObject(String persistenceId) {
    return scala(store.getObject(persistenceId).thenApply(result -> result.toScala()));
  }

  @Override
  public Future<Done> upsertObject(String persistenceId, long revision, Object value, String tag) {
    return scala(store.upsertObject(persistenceId, revision, value, tag));
  }

  @Override
  public Future<Done> deleteObject(String persistenceId, long revision) {
    return scala(store.deleteObject(persistenceId, revision));
  }

  @Override
  public Future<Done> deleteObject(String persistenceId) {
    return scala(store.deleteObject(persistenceId));
  }

  private static <T> Future<T> scala(CompletionStage<T> stage) {
    return FutureConverters.asScala(stage);
  }
}
