package io.gatehouse.client.command;

import io.gatehouse.client.net.Headend;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Where the headend is. */
final class HeadendOptions {

  @Option(names = "--server", required = true, description = "The headend's name or address.")
  String server = "";

  @Option(names = "--ike-port", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}")
  int ikePort;

  @Option(
      names = "--nat-traversal-port",
      defaultValue = "4500",
      description = "Default: ${DEFAULT-VALUE}")
  int natTraversalPort;

  Headend headend() throws UnknownHostException {
    return new Headend(InetAddress.getByName(server), ikePort, natTraversalPort);
  }
}
