package io.gatehouse.endtoend.demo;

import io.gatehouse.endtoend.Scene;
import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.lab.Prerequisites;
import io.gatehouse.endtoend.peer.AnyConnectClient;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Two users connect to a headend, one with AnyConnect and one with strongSwan. */
public final class Demo {
  private final Scene scene;

  private Demo(Scene scene) {
    this.scene = scene;
  }

  /** Runs once; the first argument is a directory for files and logs. */
  public static void main(String[] arguments) {
    Optional<String> missing = Prerequisites.missing();
    if (missing.isPresent()) {
      System.err.println("The demo cannot run here: " + missing.get());
      System.exit(1);
    }
    say("Making hosts: two clients, a headend, and a host behind it with FreeRADIUS");
    say("Making a certificate authority and certificates, and starting everyone");
    try (Scene scene = Scene.open(Path.of(arguments[0]), 2, HeadendSettings.usual())) {
      new Demo(scene).run();
    } catch (RuntimeException e) {
      System.err.println("The demo failed: " + e.getMessage());
      System.exit(1);
    }
    say("Done; everything has been removed again");
  }

  private void run() {
    try (AnyConnectClient anyConnect = connectAnyConnect();
        StrongSwanClient strongSwan = connectStrongSwan()) {
      ping(anyConnect.host(), anyConnect.address());
      ping(strongSwan.host(), strongSwan.virtualAddress());
      showSessions();
      say("Disconnecting both");
      strongSwan.disconnect();
    }
  }

  private AnyConnectClient connectAnyConnect() {
    say(Site.BOB.name() + " connects with AnyConnect-EAP: user name and password in XML");
    AnyConnectClient client =
        AnyConnectClient.connect(
            scene.client(1), scene.authorityFile(), Site.BOB.name(), List.of(Site.BOB.password()));
    detail("connected, inside address " + client.address().orElseThrow());
    return client;
  }

  private StrongSwanClient connectStrongSwan() {
    say(Site.ALICE.name() + " connects with strongSwan: EAP-MSCHAPv2 through RADIUS");
    StrongSwanClient client =
        StrongSwanClient.start(
            scene.client(2),
            "strongswan",
            scene.site().withEap(Site.ALICE),
            scene.site().authority());
    client.connect();
    detail("connected, inside address " + client.virtualAddress().orElseThrow());
    return client;
  }

  private static void ping(Namespace client, Optional<String> address) {
    say(address.orElseThrow() + " pings " + Addresses.INSIDE_HOST + " through its tunnel");
    InsideHost.ping(client).lines().filter(line -> line.contains("from")).forEach(Demo::detail);
  }

  private void showSessions() {
    say("The headend's table of sessions");
    if (scene.headend() instanceof GatehouseHeadend gatehouse) {
      gatehouse.showSessions().lines().forEach(Demo::detail);
    }
  }

  private static void say(String text) {
    System.out.println(text);
  }

  private static void detail(String line) {
    System.out.println("  " + line);
  }
}
