package io.gatehouse.endtoend.kernel;

import io.gatehouse.endtoend.kernel.Outcome.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Tells how tests end. Of what contains tests, only that it did not come to them: because it
 * failed, or because it was skipped.
 */
final class OutcomeListener implements TestExecutionListener {
  private final Consumer<Outcome> receiver;

  OutcomeListener(Consumer<Outcome> receiver) {
    this.receiver = receiver;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    receiver.accept(new Outcome(Verdict.SKIPPED, name(test), reason));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Verdict verdict =
        switch (result.getStatus()) {
          case SUCCESSFUL -> Verdict.PASSED;
          case FAILED -> Verdict.FAILED;
          case ABORTED -> Verdict.SKIPPED;
        };
    if (test.isTest() || verdict != Verdict.PASSED) {
      receiver.accept(new Outcome(verdict, name(test), account(result.getThrowable())));
    }
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(method -> name(method, test.getDisplayName()))
        .orElseGet(test::getDisplayName);
  }

  private static String name(MethodSource method, String displayName) {
    String name = simple(method.getClassName()) + "." + method.getMethodName();
    return displayName.startsWith(method.getMethodName()) ? name : name + " " + displayName;
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private static String account(Optional<Throwable> failure) {
    StringWriter account = new StringWriter();
    failure.ifPresent(cause -> cause.printStackTrace(new PrintWriter(account, true)));
    return account.toString();
  }
}
