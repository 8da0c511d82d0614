package io.gatehouse.node.http;

import java.util.function.Supplier;

/**
 * What is told under one path.
 *
 * @param status of HTTP
 */
public record Page(int status, String text) {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** A page that is always there. */
  public static Supplier<Page> of(Supplier<String> text) {
    return () -> new Page(OK, text.get());
  }

  /** One that says by its status as well whether all is good. */
  public static Page verdict(boolean good, String text) {
    return new Page(good ? OK : UNAVAILABLE, text);
  }
}
