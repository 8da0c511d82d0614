package io.gatehouse.node.console;

import io.gatehouse.node.console.wire.FrameStream;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves consoles, each by a thread of its own. */
public final class ConsoleServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int BACKLOG = 4;

  /** Too many open files, for instance, do not go away sooner. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ConsoleSettings settings;
  private final ServerSocketChannel server;
  private final Headend headend;
  private final Semaphore free;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private ConsoleServer(ConsoleSettings settings, ServerSocketChannel server, Headend headend) {
    this.settings = settings;
    this.server = server;
    this.headend = headend;
    this.free = new Semaphore(settings.connections());
  }

  /**
   * @throws IllegalArgumentException when the file cannot be listened on
   */
  public static ConsoleServer open(ConsoleSettings settings, Headend headend) {
    try {
      ServerSocketChannel channel = Socket.listen(settings.socket(), settings.group(), BACKLOG);
      ConsoleServer server = new ConsoleServer(settings, channel, headend);
      Thread.ofPlatform().daemon().name("console").start(server::accept);
      return server;
    } catch (IOException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "the console cannot listen on %s: %s".formatted(settings.socket(), e.getMessage()), e);
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        connections.add(channel);
        Thread.ofVirtual().name("console-session").start(() -> serve(channel));
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warn("a console could not connect: {}", e.toString());
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private void serve(SocketChannel channel) {
    boolean admitted = free.tryAcquire();
    try (FrameStream frames = new FrameStream(channel)) {
      if (admitted) {
        new Conversation(frames, headend, user(channel)).hold();
      } else {
        frames.write("%% All %d consoles are in use.\n".formatted(settings.connections()));
      }
    } catch (IOException _) {
      LOG.debug("a console has gone");
    } finally {
      connections.remove(channel);
      if (admitted) {
        free.release();
      }
    }
  }

  private static String user(SocketChannel channel) throws IOException {
    UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    return peer.user().getName();
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(settings.socket());
      for (SocketChannel channel : connections) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.warn("the console was not closed in good order: {}", e.toString());
    }
  }
}
