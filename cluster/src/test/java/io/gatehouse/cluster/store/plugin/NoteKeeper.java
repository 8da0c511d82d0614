package io.gatehouse.cluster.store.plugin;

import io.gatehouse.cluster.store.Note;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;

/** A behavior that keeps a note, as small as can be. Its empty state is a note of nobody. */
final class NoteKeeper extends DurableStateBehavior<NoteKeeper.Command, Note> {

  sealed interface Command {}

  record Set(Note note, ActorRef<Done> replyTo) implements Command {}

  record Get(ActorRef<Optional<Note>> replyTo) implements Command {}

  record Delete(ActorRef<Done> replyTo) implements Command {}

  record Done() {}

  private static final Note NOTHING = new Note("", Optional.empty(), "");

  private NoteKeeper(PersistenceId id) {
    super(id);
  }

  static Behavior<Command> create(String entityId) {
    return new NoteKeeper(PersistenceId.of("Note", entityId));
  }

  @Override
  public String durableStateStorePluginId() {
    return SessionStorePlugin.ID;
  }

  @Override
  public Note emptyState() {
    return NOTHING;
  }

  @Override
  public CommandHandler<Command, Note> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(
            Set.class,
            set -> Effect().persist(set.note()).thenReply(set.replyTo(), _ -> new Done()))
        .onCommand(
            Get.class,
            (state, get) ->
                Effect()
                    .reply(get.replyTo(), Optional.of(state).filter(note -> !note.equals(NOTHING))))
        .onCommand(
            Delete.class,
            delete ->
                Effect()
                    .persist(NOTHING)
                    .thenRun(_ -> delete.replyTo().tell(new Done()))
                    .thenStop())
        .build();
  }
}
