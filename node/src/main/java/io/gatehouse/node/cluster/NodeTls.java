package io.gatehouse.node.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * TLS 1.3 between nodes (RFC 8446), each of which shows a certificate of the cluster's authority.
 * Whoever connects checks besides that the certificate is for the address it connected to.
 *
 * <p>Files that have changed are read again when the next connection is made; connections that
 * there are stay as they are. A change that cannot be used is logged, and what was read before goes
 * on being used: files of a certificate are not replaced in one moment. Safe for several threads.
 */
public final class NodeTls implements SSLEngineProvider {

  private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);
  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final String[] CIPHER_SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"
  };
  private static final Duration NOTICE = Duration.ofDays(30);

  private final TlsFiles files;
  private final InstantSource clock;
  private List<FileTime> read;
  private SSLContext context;

  private NodeTls(TlsFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    this.read = modified();
    this.context = load();
  }

  /**
   * @throws IllegalArgumentException when the files cannot be used; the message says which, and why
   */
  public static NodeTls open(TlsFiles files, InstantSource clock) {
    return new NodeTls(files, clock);
  }

  private SSLContext load() {
    TlsIdentity identity = TlsIdentity.read(files);
    SSLContext loaded = identity.context();
    X509Certificate certificate = identity.certificate();
    LOG.info(
        "cluster certificate {} is valid until {}",
        certificate.getSubjectX500Principal(),
        certificate.getNotAfter().toInstant());
    if (clock.instant().plus(NOTICE).isAfter(certificate.getNotAfter().toInstant())) {
      LOG.warn("cluster certificate {} must be renewed", files.certificate());
    }
    return loaded;
  }

  private synchronized SSLContext current() {
    List<FileTime> now = modified();
    if (!now.equals(read)) {
      read = now;
      try {
        context = load();
      } catch (IllegalArgumentException e) {
        LOG.warn("goes on with the cluster certificate it has: {}", e.getMessage());
      }
    }
    return context;
  }

  private List<FileTime> modified() {
    List<FileTime> times = new ArrayList<>();
    for (Path file : List.of(files.certificate(), files.key(), files.authority())) {
      try {
        times.add(Files.getLastModifiedTime(file));
      } catch (IOException _) {
        times.add(FileTime.fromMillis(0));
      }
    }
    return times;
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    SSLEngine engine = current().createSSLEngine(withoutBrackets(hostname), port);
    engine.setUseClientMode(false);
    SSLParameters parameters = parameters(engine);
    parameters.setNeedClientAuth(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    SSLEngine engine = current().createSSLEngine(withoutBrackets(hostname), port);
    engine.setUseClientMode(true);
    SSLParameters parameters = parameters(engine);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLParameters parameters(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(CIPHER_SUITES);
    return parameters;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The trust manager has checked the peer in the handshake. */
  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return Option.empty();
  }

  /** The trust manager has checked the peer in the handshake. */
  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return Option.empty();
  }
}
