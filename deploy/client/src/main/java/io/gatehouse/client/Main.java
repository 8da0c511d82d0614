package io.gatehouse.client;

import io.gatehouse.client.command.GatehouseClient;

/** Where the process begins. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(GatehouseClient.run(arguments));
  }
}
