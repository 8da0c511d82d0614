package io.gatehouse.client.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What happened as one line of JSON, for programs. */
final class EventLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventLine() {}

  /** The record's components behind its name: {@code {"event":"timed-out","exchange":...}}. */
  static String of(Record event) {
    return of(name(event), event);
  }

  static String of(String name, Record event) {
    ObjectNode line = JSON.createObjectNode().put("event", name);
    line.setAll(JSON.<ObjectNode>valueToTree(event));
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String name(Record event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
