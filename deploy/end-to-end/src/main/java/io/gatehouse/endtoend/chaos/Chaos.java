package io.gatehouse.endtoend.chaos;

import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.cluster.GapTable;
import io.gatehouse.endtoend.cluster.Population;
import io.gatehouse.endtoend.cluster.Trial;
import io.gatehouse.endtoend.cluster.Verdict;
import io.gatehouse.endtoend.lab.Prerequisites;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Random failures of a cluster that users are connected to, and whether any of them noticed. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = "Exit status: 0 nothing was lost, 1 something was, 2 wrong usage.")
public final class Chaos implements Callable<Integer> {
  private static final Duration RECOVERY = Duration.ofSeconds(90);

  @Option(
      names = "--minutes",
      defaultValue = "5",
      description = "How long. Default: ${DEFAULT-VALUE}")
  private int minutes;

  @Option(names = "--seed", description = "The same seed gives the same failures.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--nodes", defaultValue = "4", description = "3 to 5. Default: ${DEFAULT-VALUE}")
  private int nodes;

  @Option(
      names = "--users",
      defaultValue = "20",
      description = "Simulated clients, 1 to 100. Default: ${DEFAULT-VALUE}")
  private int users;

  @Option(
      names = "--files",
      defaultValue = "target/chaos",
      description = "Directory for logs. Default: ${DEFAULT-VALUE}")
  private Path files = Path.of("target/chaos");

  /** Ends with the exit status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  @Override
  public Integer call() {
    Optional<String> missing = Prerequisites.missing();
    if (missing.isPresent()) {
      System.err.println("No chaos here: " + missing.get());
      return CommandLine.ExitCode.SOFTWARE;
    }
    long seeded = seed.orElseGet(() -> new Random().nextLong(1, 1_000_000));
    say("Seed %d: %d nodes, %d users, %d minutes".formatted(seeded, nodes, users, minutes));
    try (ClusterScene scene = ClusterScene.open(files, nodes, 1);
        Population population = Population.connect(scene, users)) {
      List<String> faults = run(scene, population, new ChaosPlan(new Random(seeded), nodes, users));
      faults.forEach(Chaos::say);
      say("Seed %d: %d faults".formatted(seeded, faults.size()));
      return faults.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private List<String> run(ClusterScene scene, Population population, ChaosPlan plan) {
    Trial trial = new Trial(scene, population);
    Culprit culprit = new Culprit(scene, population);
    Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
    Trial.Figures figures =
        trial.run(
            "Chaos",
            _ -> true,
            RECOVERY,
            () -> {
              while (Instant.now().isBefore(end)) {
                // One node at a time: a cluster that loses its majority has every right to stop.
                scene.awaitUp(nodes - 1);
                Mischief mischief = plan.next();
                say(Instant.now() + " " + mischief);
                culprit.commit(mischief);
                Culprit.pause(plan.rest());
              }
              scene.awaitUp(nodes);
            });
    GapTable table = new GapTable();
    table.add(figures);
    say(table.toString());
    List<String> faults = new ArrayList<>(table.complaints());
    population.disconnect();
    faults.addAll(Verdict.of(scene));
    return faults;
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
