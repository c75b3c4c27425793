package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.kestrel.Main;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guest code with many branches, one after the other: there are two ways on from each, and no end
 * of ways through all of them.
 */
class BranchesTest {
  private static final Pattern RECORDED =
      Pattern.compile("(loop|bridge|entry|join) .* recorded=(\\d+) ");
  private static final Pattern WAYS = Pattern.compile(" ways=(\\d+)");
  private static final String UNLIMITED = "join_bridges=1000000,inline_limit=1000000";

  private static final String BRANCHES =
      """
        if (x & 1024) == 0 { a = a + 1 }
        if (x & 2048) == 0 { a = a * 3 & 1023 }
        if (x & 4096) == 0 { a = a - 5 }
        if (x & 8192) == 0 { a = a + x & 1023 }
        if (x & 16384) == 0 { a = a ^ 77 }
        if (x & 32768) == 0 { a = a + 9 }
      """;

  private static final String LOOP =
      """
      let x = 1
      let a = 0
      let i = 0
      while i < 60000 {
        x = x * 1103 + 12345 & 65535
      """
          + BRANCHES
          + """
        i = i + 1
      }
      print(a)
      """;

  private static final String FUNCTION =
      """
      fn step(x, a) {
      """
          + BRANCHES
          + """
        return a
      }
      let x = 1
      let a = 0
      let i = 0
      while i < 60000 {
        x = x * 1103 + 12345 & 65535
        a = step(x, a)
        i = i + 1
      }
      print(a)
      """;

  @TempDir Path directory;

  /** What came of a program. */
  private record Run(String output, List<String> kinds, int recorded) {
    long count(String kind) {
      return kinds.stream().filter(kind::equals).count();
    }
  }

  @Test
  void bridgesShareWhatManyOfThemWouldGoThrough() throws IOException {
    Run unlimited = run(LOOP, UNLIMITED);
    Run sharing = run(LOOP, "join_bridges=8");

    assertThat(List.of(unlimited.output, sharing.output)).containsOnly(plain(LOOP));
    assertThat(unlimited.count("join")).isZero();
    assertThat(sharing.count("join")).isBetween(1L, 32L);
    assertThat(sharing.recorded).isLessThan(unlimited.recorded / 2);
  }

  /** Where each way is long, they share sooner than after as many bridges as there may be. */
  @Test
  void longBridgesShareSooner() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("    a = a * %d + x %% %d & 65535\n".formatted(2 * i + 3, i + 5));
    }
    String loop = LOOP.replace("  i = i + 1\n", text + "  i = i + 1\n");
    assertThat(loop).isNotEqualTo(LOOP);
    Run few = run(loop, "join_bridges=8");
    long before = few.kinds.stream().takeWhile(kind -> !kind.equals("join")).count();

    assertThat(few.output).isEqualTo(plain(loop));
    assertThat(before).isLessThan(1 + 8);
    assertThat(few.count("join")).isPositive();
  }

  @Test
  void aFunctionThatBridgesRecordAgainAndAgainIsCalled() throws IOException {
    Run unlimited = run(FUNCTION, UNLIMITED);
    Run calling = run(FUNCTION, "inline_limit=500");

    assertThat(List.of(unlimited.output, calling.output)).containsOnly(plain(FUNCTION));
    assertThat(unlimited.count("entry")).isZero();
    assertThat(calling.count("entry")).isPositive();
  }

  @Tag("K51")
  @Test
  void bridgesThatBringLessThanTheLoopAssumesHaveWaysIntoIt() throws IOException {
    for (int limit : List.of(0, 1, 5)) {
      JvmResult result =
          AgentRun.accelerated(
                  Jdk.running(),
                  "threshold=50,trace_eagerness=10,sync=true,verify=true,log=stats",
                  "retrace_limit=" + limit)
              .run(Main.class, write(LOOP));
      assertThat(result.standardOutput()).isEqualTo(plain(LOOP));
      Matcher ways = WAYS.matcher(result.standardError());
      assertThat(ways.find()).as(result.standardError()).isTrue();
      assertThat(Integer.parseInt(ways.group(1))).isBetween(Math.min(limit, 1), limit);
    }
  }

  private String plain(String text) throws IOException {
    return AgentRun.plain(Jdk.running()).run(Main.class, write(text)).standardOutput();
  }

  private String write(String text) throws IOException {
    return Files.writeString(directory.resolve("branches.kes"), text).toString();
  }

  private Run run(String text, String options) throws IOException {
    CompileLog log = new CompileLog(Files.createTempDirectory(directory, "log"));
    JvmResult result =
        AgentRun.accelerated(
                Jdk.running(),
                "threshold=50,function_threshold=2000,trace_eagerness=10,sync=true",
                options,
                log.option())
            .run(Main.class, write(text));
    assertThat(result.exitStatus()).as(result.toString()).isZero();
    List<Matcher> found =
        log.compilations().stream().map(RECORDED::matcher).filter(Matcher::find).toList();
    return new Run(
        result.standardOutput(),
        found.stream().map(line -> line.group(1)).toList(),
        found.stream().mapToInt(line -> Integer.parseInt(line.group(2))).sum());
  }
}
