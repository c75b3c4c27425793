package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.kestrel.Main;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a recursive guest function is inlined into itself. A bridge starts in the frames of its
 * guard: these count as levels too, or each bridge of a bridge would inline one more.
 */
class RecursionTest {
  private static final Pattern RECORDED = Pattern.compile(" bridge .* recorded=(\\d+) ");

  @TempDir Path directory;

  @Test
  void bridgesInlineNoMoreLevelsThanTheFunctionItself() throws IOException {
    assertThat(bridges(1)).hasSizeBetween(2, 8).allMatch(length -> length < 400);
  }

  /** Each level has two calls: eight of them would be longer than any trace may be. */
  @Test
  void ofALongFunctionFewLevelsAreInlined() throws IOException {
    assertThat(bridges(8)).isNotEmpty().allMatch(length -> length < 2000);
  }

  /**
   * Else each bridge would go through the loop of each level once more, and there would be many:
   * 2368 operations instead of 1317 when this was written.
   */
  @Test
  void aFunctionWithALoopIsNotInlinedIntoItself() throws IOException {
    List<Integer> bridges =
        bridges(
            2,
            """
            fn walk(depth, x) {
              let i = 0
              let a = 0
              while i < (x & 7) {
                if (x & 1 << i) == 0 { a = a + i }
                i = i + 1
              }
              if depth == 0 { return a }
              let b = walk(depth - 1, x * 3 & 1023)
              return b + walk(depth - 1, x * 5 + a & 1023) & 1023
            }
            print(walk(14, 77))
            """,
            "473\n");

    assertThat(bridges.stream().mapToInt(length -> length).sum()).isBetween(500, 1500);
  }

  /** How many operations each bridge has when so many levels may be inlined. */
  private List<Integer> bridges(int levels) throws IOException {
    return bridges(
        levels,
        """
            fn walk(depth, x) {
              if depth == 0 { return x & 1 }
              let a = walk(depth - 1, x * 3 & 1023)
              if a > 3 { x = x + 1 }
              let b = walk(depth - 1, x * 5 + a & 1023)
              if (x & 2) == 0 { return a + 1 & 7 }
              return a + b & 7
            }
            print(walk(15, 77))
            """,
        "4\n");
  }

  private List<Integer> bridges(int levels, String text, String output) throws IOException {
    Path program = Files.writeString(directory.resolve("walk.kes"), text);
    CompileLog log = new CompileLog(directory);
    JvmResult result =
        AgentRun.accelerated(
                Jdk.running(),
                "function_threshold=50,trace_eagerness=20,sync=true,function_variants=0",
                "max_unroll_recursion=" + levels,
                log.option())
            .run(Main.class, program.toString());

    assertThat(result.standardOutput()).as(result.toString()).isEqualTo(output);
    return log.compilations().stream().flatMap(RecursionTest::recorded).toList();
  }

  private static Stream<Integer> recorded(String line) {
    return RECORDED.matcher(line).results().map(found -> Integer.valueOf(found.group(1)));
  }
}
