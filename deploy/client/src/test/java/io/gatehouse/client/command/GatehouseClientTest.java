package io.gatehouse.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GatehouseClientTest {

  private final StringWriter complaints = new StringWriter();

  @Test
  void exactlyOneCredentialIsNeeded() {
    assertThat(run("connect", "--server", "192.0.2.1")).isEqualTo(2);
    assertThat(complaints.toString()).contains("--user", "--psk", "--certificate");
    assertThat(run("connect", "--server", "192.0.2.1", "--psk", "x", "--user", "a")).isEqualTo(2);
  }

  @Test
  void aUserMustKnowWhichHeadendToTrust() {
    assertThat(run("connect", "--server", "192.0.2.1", "--user", "alice", "--password", "secret"))
        .isEqualTo(2);
    assertThat(complaints.toString()).contains("--ca is missing").doesNotContain("secret");
  }

  @Test
  void aDeviceMayStandAloneOrBesideItsUser() {
    String[] device = {
      "connect",
      "--server",
      "192.0.2.1",
      "--device-certificate",
      "/nowhere",
      "--device-key",
      "/none"
    };
    assertThat(run(device)).isEqualTo(2);
    assertThat(complaints.toString()).contains("/none cannot be read as PEM");

    String[] beside = Arrays.copyOf(device, device.length + 4);
    System.arraycopy(new String[] {"--user", "a", "--password", "b"}, 0, beside, device.length, 4);
    complaints.getBuffer().setLength(0);
    assertThat(run(beside)).isEqualTo(2);
    assertThat(complaints.toString()).contains("/none cannot be read as PEM");
  }

  @Test
  void aPreSharedKeyNeedsAnIdentity() {
    assertThat(run("connect", "--server", "192.0.2.1", "--psk", "secret")).isEqualTo(2);
    assertThat(complaints.toString()).contains("--identity is missing");
  }

  @Test
  void aMistakeInAProposalIsNamed() {
    assertThat(
            run(
                "connect",
                "--server",
                "192.0.2.1",
                "--psk",
                "x",
                "--identity",
                "a",
                "--ike",
                "des"))
        .isEqualTo(2);
    assertThat(complaints.toString()).contains("\"des\" in proposal \"des\"");
  }

  @Test
  void anUnknownMilestoneIsNamedWithTheKnownOnes() {
    assertThat(run("connect", "--server", "192.0.2.1", "--psk", "x", "--stop-after", "lunch"))
        .isEqualTo(2);
    assertThat(complaints.toString()).contains("\"lunch\" is none of", "auth-reply");
  }

  @Test
  void aFileThatIsNoPemIsNamed() {
    assertThat(
            run(
                "connect",
                "--server",
                "192.0.2.1",
                "--user",
                "a",
                "--password",
                "b",
                "--ca",
                "/nowhere"))
        .isEqualTo(2);
    assertThat(complaints.toString()).contains("/nowhere cannot be read as PEM");
  }

  @Test
  void aLoadThatCannotBeIsNamed() {
    String[] load = {"load", "--server", "192.0.2.1", "--psk", "x", "--identity", "a", "--clients"};
    for (String clients : new String[] {"0", "1000001"}) {
      String[] arguments = Arrays.copyOf(load, load.length + 1);
      arguments[load.length] = clients;
      assertThat(run(arguments)).isEqualTo(2);
      assertThat(complaints.toString()).contains(clients + " clients: 1 to 1000000");
    }
  }

  @Test
  void helpSaysWhatThereIs() {
    var output = new StringWriter();
    var commandLine = GatehouseClient.commandLine().setOut(new PrintWriter(output, true));
    assertThat(commandLine.execute("connect", "--help")).isZero();
    assertThat(output.toString()).contains("--stop-after", "final-auth", "--key-log");
  }

  private int run(String... arguments) {
    return GatehouseClient.commandLine()
        .setErr(new PrintWriter(complaints, true))
        .execute(arguments);
  }
}
