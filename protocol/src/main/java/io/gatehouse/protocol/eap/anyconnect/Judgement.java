package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Progress;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import java.util.Optional;

/** How a dialogue goes on after a password was checked, or could not be. */
record Judgement(DialogueState state) {

  static final String LOGIN_FAILED = "Login failed.";

  Progress of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted when isJudged() ->
          state.send(
              new Stage.AwaitingAck(),
              ServerDocuments.complete(state.settings(), accepted.banner()),
              false);
      case Verdict.Refused refused when isJudged() ->
          state.refuse(refused.message(), refused.message());
      case Verdict.Rejected rejected when state.stage() instanceof Stage.Checking ->
          rejected(rejected.message().orElse(LOGIN_FAILED));
      case Verdict.Challenged challenged when state.stage() instanceof Stage.Checking checking ->
          challenged(checking.userName(), challenged.prompt());
      case Verdict.NewPasswordWanted wanted when state.stage() instanceof Stage.Checking checking ->
          newPassword(checking.userName(), wanted.prompt(), Optional.empty());
      case Verdict.Accepted _,
          Verdict.Refused _,
          Verdict.Rejected _,
          Verdict.Challenged _,
          Verdict.NewPasswordWanted _ ->
          throw new IllegalStateException("nothing is being checked that could come out like this");
    };
  }

  private boolean isJudged() {
    return state.stage() instanceof Stage.Checking || state.stage() instanceof Stage.Authorizing;
  }

  Progress rejected(String message) {
    DialogueState counted = state.with(state.tally().failure());
    return counted.tally().failures() < state.settings().attempts()
        ? counted.send(
            new Stage.AwaitingLogin(), ServerDocuments.login(state, Optional.of(message)), true)
        : counted.refuse(message, "the password was wrong too often");
  }

  private Progress challenged(String userName, String prompt) {
    DialogueState counted = state.with(state.tally().challenge());
    return counted.tally().challenges() <= Tally.MAXIMUM_CHALLENGES
        ? counted.send(
            new Stage.AwaitingAnswer(userName),
            ServerDocuments.challenge(state.settings(), prompt),
            true)
        : counted.refuse(LOGIN_FAILED, "AAA asked too many questions");
  }

  /** A mistyped one counts as a question too: nobody may type for ever. */
  Progress newPassword(String userName, String prompt, Optional<String> error) {
    DialogueState counted = state.with(state.tally().challenge());
    return counted.tally().challenges() <= Tally.MAXIMUM_CHALLENGES
        ? counted.send(
            new Stage.AwaitingNewPassword(userName, prompt),
            ServerDocuments.newPassword(state.settings(), prompt, error),
            true)
        : counted.refuse(LOGIN_FAILED, "a new password was asked for too often");
  }
}
