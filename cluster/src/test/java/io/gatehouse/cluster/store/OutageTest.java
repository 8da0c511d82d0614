package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger(SessionStore.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Outage outage = new Outage();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void isSaidOnceAMinuteHoweverManyOperationsFail() {
    for (int second = 0; second < 120; second++) {
      outage.failed(500, "connection refused", START.plusSeconds(second));
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "the session store is unavailable, 500 operations failed so far: connection refused",
            "the session store is unavailable, 30500 operations failed so far: connection refused");
  }

  @Test
  void itsEndIsSaidOnce() {
    outage.over();
    outage.failed(3, "connection refused", START);
    outage.over();
    outage.over();

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "the session store is unavailable, 3 operations failed so far: connection refused",
            "the session store is available again, 3 operations failed meanwhile");
  }

  @Test
  void aDatabaseThatComesAndGoesDoesNotFillTheLog() {
    for (int second = 0; second < 59; second++) {
      outage.failed(1, "connection refused", START.plusSeconds(second));
      outage.over();
    }

    assertThat(lines.list).hasSize(2);
  }
}
