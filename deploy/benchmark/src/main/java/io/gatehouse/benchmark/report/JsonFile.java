package io.gatehouse.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.benchmark.result.Spread;
import java.util.List;

/** Everything for programs: each round's value, and the ratios. */
public final class JsonFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFile() {}

  public static String of(Circumstances circumstances, List<Section> sections) {
    ObjectNode all = JSON.createObjectNode();
    all.set("circumstances", JSON.valueToTree(circumstances));
    ArrayNode list = all.putArray("sections");
    sections.forEach(section -> list.add(of(section)));
    return all.toPrettyString() + "\n";
  }

  private static ObjectNode of(Section section) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", section.name()).put("conditions", section.conditions());
    section.base().ifPresent(base -> node.put("base", base));
    ArrayNode list = node.putArray("measurements");
    section.measurements().forEach(measurement -> list.add(of(section, measurement)));
    ArrayNode absences = node.putArray("absences");
    section
        .absences()
        .forEach(
            absence ->
                absences.addObject().put("row", absence.row()).put("reason", absence.reason()));
    return node;
  }

  private static ObjectNode of(Section section, Measurement measurement) {
    ObjectNode node = JSON.createObjectNode();
    node.put("row", measurement.row())
        .put("peer", measurement.peer())
        .put("quantity", measurement.quantity().name())
        .put("unit", measurement.quantity().unit());
    ArrayNode rounds = node.putArray("rounds");
    measurement.rounds().forEach(rounds::add);
    node.set("spread", of(measurement.spread()));
    section.ratio(measurement).ifPresent(ratio -> node.set("ratio", of(ratio)));
    return node;
  }

  private static ObjectNode of(Spread spread) {
    return JSON.createObjectNode()
        .put("least", spread.least())
        .put("median", spread.median())
        .put("most", spread.most());
  }
}
