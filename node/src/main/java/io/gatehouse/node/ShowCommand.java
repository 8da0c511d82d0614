package io.gatehouse.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse show sessions|status --config FILE}: asks the running node. */
@Command(name = "show", description = "Shows what the running node knows.")
final class ShowCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  enum Subject {
    sessions,
    status
  }

  @Parameters(paramLabel = "SUBJECT", description = "sessions or status")
  private @Nullable Subject subject;

  @Option(names = "--config", paramLabel = "FILE", required = true)
  private @Nullable Path config;

  @Override
  public Integer call() throws InterruptedException {
    try {
      NodeSettings settings = NodeSettingsFile.read(Objects.requireNonNull(config));
      return ask(settings.administration());
    } catch (NodeSettingsFile.UnusableSettings e) {
      System.err.println(e.getMessage());
      return Main.EXIT_CONFIGURATION;
    }
  }

  private int ask(InetSocketAddress administration) throws InterruptedException {
    String what = Objects.requireNonNull(subject).name().toLowerCase(Locale.ROOT);
    String host = administration.getAddress().getHostAddress();
    URI uri =
        URI.create(
            "http://%s:%d/%s"
                .formatted(
                    host.contains(":") ? "[" + host + "]" : host, administration.getPort(), what));
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        System.err.println(
            "the node cannot tell its " + what + " now (HTTP " + response.statusCode() + ")");
        return 1;
      }
      System.out.print(response.body());
      return 0;
    } catch (IOException _) {
      System.err.println(
          "no node answers on %s:%d; is it running?".formatted(host, administration.getPort()));
      return 1;
    }
  }
}
