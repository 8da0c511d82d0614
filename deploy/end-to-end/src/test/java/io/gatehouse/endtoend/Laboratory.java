package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.headend.Headend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * One scene for all tests of a class. Where the machine cannot have one, the class is skipped; with
 * {@code -Dgatehouse.lab.required=true} it fails. After every test the headend's log must hold
 * nothing but news.
 */
final class Laboratory
    implements BeforeAllCallback,
        AfterEachCallback,
        AfterAllCallback,
        TestExecutionExceptionHandler {
  private static final Path FILES =
      Path.of(System.getProperty("gatehouse.lab.files", "target/lab"));

  private final int clients;
  private final HeadendSettings settings;
  private final LogReview review = new LogReview();
  private Optional<Scene> scene = Optional.empty();

  private Laboratory(int clients, HeadendSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  static Laboratory withClients(int clients) {
    return new Laboratory(clients, HeadendSettings.usual());
  }

  Laboratory with(HeadendSettings other) {
    return new Laboratory(clients, other);
  }

  Scene scene() {
    return scene.orElseThrow();
  }

  /** The test that runs makes the headend print this, at whatever level. */
  void expectInLog(String text) {
    review.expect(text);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    LaboratoryMachine.require();
    Path files = FILES.resolve(context.getRequiredTestClass().getSimpleName());
    delete(files);
    scene = Optional.of(Scene.open(files, clients, settings));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    scene.ifPresent(this::reviewLog);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Optional<Scene> ended = scene;
    scene = Optional.empty();
    ended.ifPresent(Scene::close);
    ended.ifPresent(this::reviewLog);
  }

  private void reviewLog(Scene scene) {
    if (Headend.isGatehouse()) {
      assertThat(review.unexpected(scene.headend().output()))
          .as("what the headend printed beside news")
          .isEmpty();
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (!(failure instanceof TestAbortedException)) {
      System.out.println("The laboratory's logs after " + context.getDisplayName() + " failed:");
      System.out.println(scene().lab().logTails());
    }
    throw failure;
  }

  static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
