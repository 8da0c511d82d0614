package io.gatehouse.benchmark;

import io.gatehouse.benchmark.anyconnect.AnyConnectSet;
import io.gatehouse.benchmark.esp.EspSet;
import io.gatehouse.benchmark.idle.IdleSet;
import io.gatehouse.benchmark.kernel.KernelSet;
import io.gatehouse.benchmark.overload.OverloadSet;
import io.gatehouse.benchmark.piece.PieceSet;
import io.gatehouse.benchmark.report.Chart;
import io.gatehouse.benchmark.report.Circumstances;
import io.gatehouse.benchmark.report.JsonFile;
import io.gatehouse.benchmark.report.Table;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.benchmark.setup.SetUpSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs sets of benchmarks one after the other, and shows what they found. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures Gatehouse beside strongSwan in network namespaces of this machine.",
      "Sets: setup, anyconnect, idle, overload, esp, kernel, jmh. Without any, the first five, with"
          + " esp in user space only: about ten minutes.",
      "Exit status: 0 all went well, 1 a set failed, 2 wrong usage."
    })
public final class Benchmark implements Callable<Integer> {

  @Option(names = "--rounds", description = "Rounds of setup, anyconnect and kernel. Default: 3")
  private @Nullable Integer rounds;

  @Option(
      names = "--sessions",
      description = "Sessions of a round of setup and anyconnect. Default: 250 and 400")
  private @Nullable Integer sessions;

  @Option(
      names = "--warm-up",
      description = "Sessions before the first round of the same. Default: 5000 and 2500")
  private @Nullable Integer warmUp;

  @Option(names = "--held", description = "Sessions of idle. Default: 10000")
  private @Nullable Integer held;

  @Option(names = "--output", description = "Where results go. Default: ${DEFAULT-VALUE}")
  private Path output = Path.of("deploy/target/bench");

  @Option(names = "--files", hidden = true, description = "For the hosts' own files.")
  private Path files = Path.of("deploy/target/bench/files");

  @Parameters(paramLabel = "SET")
  private List<String> names = List.of();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<BenchmarkSet> sets = names.isEmpty() ? standard() : names.stream().map(this::set).toList();
    Circumstances circumstances = Circumstances.now();
    say(circumstances.toString());
    List<Section> sections = new ArrayList<>();
    boolean well = true;
    for (BenchmarkSet set : sets) {
      long begun = System.nanoTime();
      try {
        Section section = set.run(Files.createDirectories(files.resolve(set.name())));
        sections.add(section);
        say(Table.of(section));
      } catch (RuntimeException e) {
        well = false;
        say(set.name() + " failed: " + e);
      }
      say(set.name() + " took " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
      write(circumstances, sections);
    }
    return well ? 0 : 1;
  }

  private List<BenchmarkSet> standard() {
    return List.of(setUp(), anyConnect(), idle(), OverloadSet.usual(), EspSet.inUserSpace());
  }

  private BenchmarkSet set(String name) {
    return switch (name) {
      case "setup" -> setUp();
      case "anyconnect" -> anyConnect();
      case "idle" -> idle();
      case "overload" -> OverloadSet.usual();
      case "esp" -> EspSet.usual();
      case "kernel" -> kernel();
      case "jmh" -> PieceSet.usual();
      default ->
          throw new CommandLine.ParameterException(
              new CommandLine(this),
              "there is no set "
                  + name
                  + "; sets are setup, anyconnect, idle, overload, esp, kernel and jmh");
    };
  }

  private KernelSet kernel() {
    KernelSet usual = KernelSet.usual();
    return new KernelSet(or(rounds, usual.rounds()), usual.clients(), usual.packets());
  }

  private IdleSet idle() {
    return held == null ? IdleSet.usual() : IdleSet.holding(held);
  }

  private SetUpSet setUp() {
    SetUpSet usual = SetUpSet.usual();
    return new SetUpSet(
        or(rounds, usual.rounds()),
        or(sessions, usual.sessions()),
        or(warmUp, usual.warmUp()),
        usual.parallel(),
        usual.postgresql());
  }

  private AnyConnectSet anyConnect() {
    AnyConnectSet usual = AnyConnectSet.usual();
    return new AnyConnectSet(
        or(rounds, usual.rounds()),
        or(sessions, usual.sessions()),
        or(warmUp, usual.warmUp()),
        usual.parallel());
  }

  private static int or(@Nullable Integer given, int usual) {
    return given == null ? usual : given;
  }

  private void write(Circumstances circumstances, List<Section> sections) throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("results.json"), JsonFile.of(circumstances, sections));
    Files.writeString(output.resolve("results.svg"), Chart.of(circumstances, sections));
    say("Results so far: " + output.resolve("results.json") + " and results.svg");
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
