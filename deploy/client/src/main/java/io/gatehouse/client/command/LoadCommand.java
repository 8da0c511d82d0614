package io.gatehouse.client.command;

import io.gatehouse.client.load.LoadPlan;
import io.gatehouse.client.load.LoadReport;
import io.gatehouse.client.load.LoadRun;
import io.gatehouse.client.load.NumberedClients;
import io.gatehouse.client.net.Headend;
import io.gatehouse.client.net.SharedSocket;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Connects many clients. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Connects many clients to a headend, and says how fast that went.",
      "Where " + NumberedClients.PLACE + " stands in --user or --identity, each client has its own",
      "number, from 1: clients that are all the same end one another's sessions.",
      "Prints one line of JSON on standard output at the end, times in milliseconds.",
      "Exit status: 0 all went well, 1 not so, 2 wrong usage."
    })
final class LoadCommand implements Callable<Integer> {

  private static final int WELL = 0;
  private static final int NOT_WELL = 1;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private HeadendOptions headend = new HeadendOptions();

  @Option(
      names = "--local",
      description = "Local address to send from; repeatable, the clients share them evenly.")
  private List<InetAddress> local = List.of();

  @ArgGroup(multiplicity = "1")
  private CredentialOptions credentials = new CredentialOptions();

  @Mixin private IkeOptions ike = new IkeOptions();

  @Mixin private LoadOptions load = new LoadOptions();

  @Override
  public Integer call() throws InterruptedException, UnknownHostException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter people = command.commandLine().getErr();
    LoadPlan plan;
    NumberedClients clients;
    try {
      plan = load.plan();
      clients = new NumberedClients(ike.settings(credentials.credentials()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), Objects.requireNonNullElse(e.getMessage(), "wrong options"), e);
    }
    List<SharedSocket> sockets = sockets(headend.headend());
    LoadReport report = run(plan, clients, sockets, line -> tell(people, line));
    sockets.forEach(SharedSocket::close);
    tell(command.commandLine().getOut(), EventLine.of(report));
    return report.well() ? WELL : NOT_WELL;
  }

  private LoadReport run(
      LoadPlan plan, NumberedClients clients, List<SharedSocket> sockets, Consumer<String> people)
      throws InterruptedException {
    if (load.warmUp > 0) {
      LoadReport warmUp =
          LoadRun.run(plan.warmUp(load.warmUp), clients, sockets, (_, _) -> {}, people);
      if (!warmUp.well()) {
        return warmUp;
      }
      people.accept("warmed up");
    }
    try (ProbeLogFile log = ProbeLogFile.open(Optional.ofNullable(load.dpdLog))) {
      return LoadRun.run(plan, clients, sockets, log, people);
    }
  }

  private List<SharedSocket> sockets(Headend to) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    local.forEach(address -> addresses.add(new InetSocketAddress(address, 0)));
    if (addresses.isEmpty()) {
      addresses.add(new InetSocketAddress(0));
    }
    return addresses.stream().map(address -> SharedSocket.open(address, to)).toList();
  }

  private static void tell(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }
}
