package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.bench.GuestProgram;
import dev.metajit.bench.Suite;
import dev.metajit.it.Matrix.Row;
import dev.metajit.it.guest.GuestBatch;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program of each demo interpreter gives its output in every way to run a JVM. Each pair of
 * choices is tried; with {@code -Dtest.matrix=whole}, all combinations are, which takes hours.
 */
@Execution(ExecutionMode.CONCURRENT)
class MatrixTest {
  private static final Path PAGE = Workplace.path("docs/tested.md");
  private static final List<String> PROGRAMS =
      List.of("bf/hello", "forth/fib", "kestrel/closures", "rv32/crc32");
  private static final boolean WHOLE = "whole".equals(System.getProperty("test.matrix"));

  static Stream<Row> rows() {
    List<Jdk> jdks = TwoJdks.jdks().toList();
    return (WHOLE ? Matrix.all(jdks) : Matrix.pairwise(jdks)).stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void outputIsAsExpected(Row row, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    String agent = "-javaagent:" + Workplace.agentJar() + "=threshold=50,sync=true," + log.option();

    JvmResult result =
        AgentRun.plain(row.jdk())
            .option(row.options(agent).toArray(String[]::new))
            .run(GuestBatch.class.getName(), programs().map(MatrixTest::call).toList());

    assertThat(result.standardOutput()).isEqualTo(expected());
    assertThat(result.exitStatus()).as(result.toString()).isZero();
    if (!row.has(OtherAgent.jar().toString())) {
      assertThat(log.compilations()).isNotEmpty();
    }
  }

  /** JaCoCo gives each method a dynamic constant, which the JVM alone may resolve. */
  @OnBothJdks
  void anInterpreterThatCannotBeTracedIsNamed(Jdk jdk) {
    GuestProgram program =
        programs().filter(one -> one.fullName().startsWith("kestrel")).findFirst().orElseThrow();

    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=50", "sync=true", "log=abort")
            .option("-javaagent:" + OtherAgent.jar() + "=output=none")
            .run(GuestBatch.class.getName(), List.of(call(program)));

    assertThat(result.standardOutput()).contains(program.expectedOutput().orElseThrow());
    assertThat(result.standardError()).contains("has a dynamic constant");
  }

  private static Stream<GuestProgram> programs() {
    return Suite.load(Suite.DEMOS).programs().stream()
        .filter(program -> PROGRAMS.contains(program.fullName()));
  }

  private static String call(GuestProgram program) {
    List<String> words = new ArrayList<>();
    words.add(program.fullName());
    words.add(program.interpreter().mainClass());
    words.addAll(program.mainArguments(true));
    return String.join("\t", words);
  }

  private static String expected() {
    return programs()
        .map(
            program ->
                "\n"
                    + GuestBatch.MARK
                    + program.fullName()
                    + "\n"
                    + program.expectedOutput().orElseThrow())
        .collect(Collectors.joining());
  }

  /** The page lists the rows that are run; that they pass is for the test above to say. */
  @Test
  void pageListsTheRows() throws IOException {
    if (TwoJdks.jdks().count() < Jdk.TESTED.size()) {
      return;
    }
    String page = markdown(Matrix.pairwise(TwoJdks.jdks().toList()));
    String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    if (Boolean.getBoolean("test.bless")) {
      Files.writeString(PAGE, page);
    }
    assertThat(before).as("docs/tested.md; its end tells how to write it anew").isEqualTo(page);
  }

  private static String markdown(List<Row> rows) {
    return """
    # Tested configurations

    A program of each demo interpreter (%s)
    is run in each of these ways at every build. In all of them it gives
    the output that it gives without the agent, and loops are compiled, but with JaCoCo: it gives each method of a
    modern class file a dynamic constant, and methods with such are not traced ([coverage](coverage.md)). Each pair
    of choices stands in at least one row.

    | JDK | collector | references | object headers | HotSpot's compilers | verification | other agent | native access |
    |---|---|---|---|---|---|---|---|
    %s

    All combinations, rather than all pairs, are run by `mvn verify -pl integration-tests -am -Dtest=MatrixTest
    -Dtest.matrix=whole -Dsurefire.failIfNoSpecifiedTests=false`, which takes hours. This page is made by
    `MatrixTest`; to write it anew, run it with `-Dtest.bless=true`.
    """
        .formatted(
            String.join(", ", PROGRAMS),
            rows.stream().map(Row::markdown).collect(Collectors.joining("\n")));
  }
}
