package io.gatehouse.benchmark.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.benchmark.result.Absence;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Section;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Circumstances CIRCUMSTANCES =
      new Circumstances("2030-01-01T00:00:00Z", "A <fast> & new one", 2, "7", "25", "6.1", 0.5);
  private static final Section SECTION =
      new Section(
          "setup",
          "As it is.",
          Optional.of("charon"),
          List.of(
              new Measurement("PSK", "charon", Quantity.SERVER_CPU_PER_SESSION, List.of(1.0, 1.0)),
              new Measurement(
                  "PSK", "Gatehouse", Quantity.SERVER_CPU_PER_SESSION, List.of(0.5, 0.7))),
          List.of(new Absence("ESP in the kernel", "no kernel")));

  @Test
  void tableShowsTheSpreadAndTheRatio() {
    assertThat(Table.of(SECTION))
        .contains("== setup ==", "As it is.", "PSK", "0.60 (0.50 to 0.70)", "x charon: 0.60")
        .contains("ESP in the kernel", "not measured: no kernel");
  }

  @Test
  void jsonHoldsEachRound() throws Exception {
    JsonNode results = new ObjectMapper().readTree(JsonFile.of(CIRCUMSTANCES, List.of(SECTION)));

    assertThat(results.at("/sections/0/measurements/1/rounds/1").asDouble()).isEqualTo(0.7);
    assertThat(results.at("/sections/0/measurements/1/ratio/least").asDouble()).isEqualTo(0.5);
    assertThat(results.at("/sections/0/absences/0/reason").asText()).isEqualTo("no kernel");
    assertThat(results.at("/circumstances/processors").asInt()).isEqualTo(2);
  }

  @Test
  void chartIsWellFormedAndNamesEachBar() throws Exception {
    String svg = Chart.of(CIRCUMSTANCES, List.of(SECTION));

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    assertThat(svg).contains("PSK: server CPU per session", "0.60");
  }
}
