package io.gatehouse.endtoend;

import io.gatehouse.endtoend.headend.Headend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.lab.Lab;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.InsideHost;
import java.nio.file.Path;

/** A laboratory in which a headend, a RADIUS server and a host behind the headend are running. */
public final class Scene implements AutoCloseable {
  private final Lab lab;
  private final Site site;
  private final FreeRadius radius;
  private final InsideHost insideHost;
  private final Headend headend;

  private Scene(Lab lab, Site site, HeadendSettings settings) {
    this.lab = lab;
    this.site = site;
    if (settings.ipv6()) {
      lab.addIpv6();
    }
    this.radius = FreeRadius.start(lab.inside(), site.authority(), Site.USERS);
    this.insideHost = InsideHost.start(lab.inside());
    this.headend = Headend.start(lab, site, settings);
  }

  /**
   * Makes the hosts and starts everyone.
   *
   * @param files where every host keeps its files and logs
   * @param clients how many client hosts there are
   */
  public static Scene open(Path files, int clients, HeadendSettings settings) {
    Lab lab = Lab.open(files, clients);
    try {
      return new Scene(lab, new Site(), settings);
    } catch (RuntimeException e) {
      System.err.println(lab.logTails());
      lab.close();
      throw e;
    }
  }

  public Lab lab() {
    return lab;
  }

  public Site site() {
    return site;
  }

  public FreeRadius radius() {
    return radius;
  }

  public InsideHost insideHost() {
    return insideHost;
  }

  public Headend headend() {
    return headend;
  }

  /** The root certificate, for clients that are given a file. */
  public Path authorityFile() {
    Path file = lab.inside().directory().resolve("authority.pem");
    site.authority().writeCertificate(file);
    return file;
  }

  /** A client host; the first is number 1. */
  public Namespace client(int number) {
    return lab.client(number);
  }

  @Override
  public void close() {
    lab.close();
  }
}
