package io.gatehouse.node.console.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes and reads frames: two octets of length, one of type, and as many as the length says. Texts
 * are UTF-8. For one thread.
 */
public final class FrameStream implements Closeable {

  /** Octets of a frame behind its type. */
  static final int MAXIMUM = 0xffff;

  /** Characters of a text in one frame: each is three octets at most. */
  private static final int MAXIMUM_TEXT = MAXIMUM / 3;

  private final SocketChannel channel;
  private final DataInputStream in;
  private final DataOutputStream out;

  public FrameStream(SocketChannel channel) {
    this.channel = channel;
    this.in = new DataInputStream(Channels.newInputStream(channel));
    this.out = new DataOutputStream(Channels.newOutputStream(channel));
  }

  /** Sends a text of any length. */
  public void write(String text) throws IOException {
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + MAXIMUM_TEXT);
      boolean split = to < text.length() && Character.isHighSurrogate(text.charAt(to - 1));
      to = split ? to - 1 : to;
      write(new Frame.Text(text.substring(from, to)));
      from = to;
    }
  }

  /**
   * @throws IllegalArgumentException when the frame is too long
   */
  public void write(Frame frame) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    char type = body(frame, new DataOutputStream(octets));
    if (octets.size() > MAXIMUM) {
      throw new IllegalArgumentException("a frame of " + octets.size() + " octets");
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream(octets.size() + 3);
    DataOutputStream header = new DataOutputStream(whole);
    header.writeShort(octets.size());
    header.writeByte(type);
    octets.writeTo(whole);
    whole.writeTo(out);
  }

  private static char body(Frame frame, DataOutputStream to) throws IOException {
    switch (frame) {
      case Frame.Line(String text) -> text(to, text);
      case Frame.Complete(String text) -> text(to, text);
      case Frame.Explain(String text) -> text(to, text);
      case Frame.Text(String text) -> text(to, text);
      case Frame.Words(List<String> words) -> text(to, String.join("\n", words));
      case Frame.Prompt(String text, boolean failed, int pageLength) -> {
        to.writeBoolean(failed);
        to.writeShort(pageLength);
        text(to, text);
      }
      case Frame.Farewell() -> {}
    }
    return type(frame);
  }

  private static char type(Frame frame) {
    return switch (frame) {
      case Frame.Line _ -> 'L';
      case Frame.Complete _ -> 'C';
      case Frame.Explain _ -> '?';
      case Frame.Text _ -> 'T';
      case Frame.Words _ -> 'W';
      case Frame.Prompt _ -> 'P';
      case Frame.Farewell _ -> 'F';
    };
  }

  private static void text(DataOutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Waits for the next frame.
   *
   * @throws EOFException when the other side has gone
   * @throws IOException also when what came is no frame
   */
  public Frame read() throws IOException {
    int length = in.readUnsignedShort();
    char type = (char) in.readUnsignedByte();
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException();
    }
    return switch (type) {
      case 'L' -> new Frame.Line(text(octets));
      case 'C' -> new Frame.Complete(text(octets));
      case '?' -> new Frame.Explain(text(octets));
      case 'T' -> new Frame.Text(text(octets));
      case 'W' -> new Frame.Words(words(text(octets)));
      case 'P' -> prompt(octets);
      case 'F' -> new Frame.Farewell();
      default -> throw new IOException("not a frame of the console");
    };
  }

  private static Frame prompt(byte[] octets) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
    boolean failed = in.readBoolean();
    int pageLength = in.readShort();
    return new Frame.Prompt(text(in.readAllBytes()), failed, pageLength);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
