package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.text.PrintableLine;
import java.net.InetAddress;
import java.util.List;

/** What the operator may want to know. Texts are one line, bounded, and hold nothing secret. */
public sealed interface SessionEvent {

  /** Why a session ended. */
  enum Cause {
    USER_REQUEST,
    LOST,
    SESSION_TIMEOUT,
    IDLE_TIMEOUT,
    ADMINISTRATOR,
    REPLACED,
    PROTOCOL_ERROR,
    DATA_PLANE
  }

  record Connected(
      String sessionId, Participants participants, Path path, List<InetAddress> insideAddresses)
      implements SessionEvent {
    public Connected {
      insideAddresses = List.copyOf(insideAddresses);
    }
  }

  record Disconnected(String sessionId, String userName, Cause cause) implements SessionEvent {
    public Disconnected {
      userName = PrintableLine.of(userName);
    }
  }

  /** No session came about. */
  record Refused(Path path, String reason) implements SessionEvent {
    public Refused {
      reason = PrintableLine.of(reason);
    }
  }

  /**
   * A document of AnyConnect-EAP, for those who ask for it.
   *
   * @param direction {@code from} or {@code to} the client
   * @param document with secrets masked, in one line of at most about 8 KiB
   */
  record Document(Path path, Direction direction, String document) implements SessionEvent {
    public enum Direction {
      FROM,
      TO
    }
  }

  /**
   * What a client asks for with CFG_REQUEST, for those who ask for it.
   *
   * @param attributes each as {@code number=value in hexadecimal}, in one bounded line
   */
  record Wishes(Path path, String attributes) implements SessionEvent {
    public Wishes {
      attributes = PrintableLine.of(attributes);
    }
  }

  /** An established session went on, but something in it did not. */
  record Noted(String sessionId, String what) implements SessionEvent {
    public Noted {
      what = PrintableLine.of(what);
    }
  }
}
