package io.gatehouse.node.console.terminal;

import io.gatehouse.node.console.wire.Frame;
import io.gatehouse.node.console.wire.FrameStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The connection to a node: one request, and its answer, at a time. */
final class NodeConnection implements Closeable {

  private final FrameStream frames;
  private boolean configuring;

  private NodeConnection(FrameStream frames) {
    this.frames = frames;
  }

  static NodeConnection open(Path socket) throws IOException {
    return new NodeConnection(
        new FrameStream(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
  }

  /** Waits for the node to speak first. */
  Frame.Ending begin(Consumer<String> output) throws IOException {
    while (true) {
      switch (frames.read()) {
        case Frame.Text(String text) -> output.accept(text);
        case Frame.Ending ending -> {
          configuring = ending instanceof Frame.Prompt prompt ? prompt.configuring() : configuring;
          return ending;
        }
        case Frame.Request _ -> throw new IOException("not an answer of a node");
      }
    }
  }

  /** Asks, and gives {@code output} the texts of the answer as they come. */
  Frame.Ending ask(Frame.Request request, Consumer<String> output) throws IOException {
    frames.write(request);
    return begin(output);
  }

  /** Whether the operator was in configure mode when the node spoke last. */
  boolean configuring() {
    return configuring;
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
