package io.gatehouse.cluster.session;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What the pools have answered to requests for one address of each family. */
record LeaseAnswers(List<Answer> answers) {

  LeaseAnswers {
    answers = List.copyOf(answers);
  }

  /** Waits for so many answers, tells them all at once, and stops. */
  static Behavior<Answer> awaited(int count, ActorRef<LeaseAnswers> replyTo) {
    return Behaviors.setup(
        _ -> {
          List<Answer> answers = new ArrayList<>();
          return Behaviors.receiveMessage(
              answer -> {
                answers.add(answer);
                if (answers.size() < count) {
                  return Behaviors.same();
                }
                replyTo.tell(new LeaseAnswers(answers));
                return Behaviors.stopped();
              });
        });
  }
}
