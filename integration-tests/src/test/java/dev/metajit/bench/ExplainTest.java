package dev.metajit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.bench.Explain.Row;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private static final String LOG =
      """
      [jit.explain] loop sum line 7 pc 8 recorded=64 heap=20 guards=2 backend=x64 instructions=12
      other output
      [jit.explain] bridge sum line 7 pc 8 recorded=9 heap=8 guards=1 backend=jvm instructions=0
      """;

  @Test
  void tracesAreRead() {
    List<Row> rows = Explain.rows(LOG);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).place()).isEqualTo("sum line 7 pc 8");
    assertThat(rows.get(0).counts()).containsEntry("recorded", "64").containsEntry("heap", "20");
    assertThat(rows.get(1).kind()).isEqualTo("bridge");
  }

  @Test
  void columnsAreAligned() {
    assertThat(Explain.table(Explain.rows(LOG), true))
        .isEqualTo(
            """
            trace   recorded  heap  guards  backend  instructions  where
            loop          64    20       2      x64            12  sum line 7 pc 8
            bridge         9     8       1      jvm             -  sum line 7 pc 8
            """);
    assertThat(Explain.table(Explain.rows(LOG), false))
        .doesNotContain("bridge  ")
        .endsWith("and 1 bridges: --bridges shows them\n");
    assertThat(Explain.table(List.of(), true)).isEqualTo("nothing was compiled\n");
  }

  /** Each pass leaves no more than those before it, and all of them together what is compiled. */
  @Test
  void passesAreCounted() {
    GuestProgram program =
        Suite.load(Suite.DEMOS).programs().stream()
            .filter(p -> p.fullName().equals("kestrel/loop"))
            .findFirst()
            .orElseThrow();
    List<String> options = new ArrayList<>(Config.AGENT.jvmOptions());
    options.addAll(List.of("-Djit.log=explain", "-Djit.sync=true"));
    JvmResult result =
        program.inInterpreter(Jdk.running(), options, true, JvmCommand.GENEROUS).run();
    Row loop =
        Explain.rows(result.standardError()).stream()
            .filter(row -> row.kind().equals("loop"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(result));
    Map<String, String> counts = loop.counts();
    assertThat(count(counts, "recorded")).isGreaterThan(3 * count(counts, "simplify"));
    assertThat(count(counts, "heap")).isLessThan(count(counts, "virtuals"));
    assertThat(count(counts, "unroll")).isLessThan(count(counts, "heap"));
    assertThat(counts)
        .containsEntry("allocations", "0")
        .containsEntry("calls", "0")
        .containsEntry("memory", "0")
        .containsEntry("backend", "x64");
    assertThat(count(counts, "instructions")).isBetween(3, 30);
  }

  private static int count(Map<String, String> counts, String name) {
    return Integer.parseInt(counts.get(name));
  }
}
