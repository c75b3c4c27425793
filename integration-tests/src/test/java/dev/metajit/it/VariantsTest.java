package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.kestrel.Main;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a guest function that only pass on what the function's frame is made of. */
class VariantsTest {
  private static final String FIB =
      """
      fn fib(n) {
        if n < 2 { return n }
        return fib(n - 1) + fib(n - 2)
      }
      print(fib(20))
      """;

  /** Lists that only the callee sees, one that the caller looks at afterwards, and a failure. */
  private static final String LISTS =
      """
      fn walk(p, n) {
        if n == 0 { return p[0] + p[1] }
        let kept = [n, 0]
        let a = walk([p[0] + n, p[1]], n - 1)
        let b = walk(kept, n - 1)
        if kept[1] != 0 { print("changed") }
        if n == 7 { p[1] = p[1] + "x" }
        return a + b + kept[0] & 65535
      }
      fn attempt(depth) {
        try {
          return walk([depth, 1], 9)
        } catch e {
          return walk([depth, 1], 6)
        }
      }
      let sum = 0
      let i = 0
      while i < 40 {
        sum = sum + attempt(i)
        i = i + 1
      }
      print(sum)
      """;

  @TempDir Path directory;

  private JvmResult run(Jdk jdk, String text, String... options) throws IOException {
    Path program = Files.writeString(directory.resolve("program.kes"), text);
    return AgentRun.accelerated(jdk, options).run(Main.class, program.toString());
  }

  @OnBothJdks
  void theFrameOfTheFunctionIsNotAllocated(Jdk jdk) throws IOException {
    JvmResult result =
        run(jdk, FIB, "function_threshold=50,trace_eagerness=20,sync=true", "log=opt+compile");

    assertThat(result.standardOutput()).isEqualTo("6765\n");
    String log = result.standardError();
    assertThat(log).contains("[jit.compile] variant ");
    String variant = log.substring(log.indexOf("entryv: ["));
    assertThat(variant.substring(0, variant.indexOf("finish(")))
        .contains("long_ge(")
        .doesNotContain("new(", "new_array(", "setfield", "setarrayitem");
  }

  @OnBothJdks
  void noneAreMadeWhereNoneAreWanted(Jdk jdk) throws IOException {
    JvmResult result =
        run(
            jdk,
            FIB,
            "function_threshold=50,trace_eagerness=20,sync=true,function_variants=0",
            "log=compile");

    assertThat(result.standardOutput()).isEqualTo("6765\n");
    assertThat(result.standardError()).contains("] entry ").doesNotContain("] variant ");
  }

  /** On the reference backend no code can be called: the frames are made by those who call. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "backend=jvm",
        "backend=reference",
        "backend=jvm,stress=7",
        "backend=auto,loop_longevity=1",
        "backend=jvm,simulate=short-methods",
        "backend=jvm,function_variants=1"
      })
  void answersAreTheSame(String options) throws IOException {
    String plain = AgentRun.plain(Jdk.running()).run(Main.class, program(LISTS)).standardOutput();
    JvmResult result =
        run(
            Jdk.running(),
            LISTS,
            "threshold=20,function_threshold=20,trace_eagerness=10,sync=true,verify=true",
            options,
            "log=stats");

    assertThat(result.standardOutput()).isNotEmpty().isEqualTo(plain);
    assertThat(result.standardError()).doesNotContain(" variants=0 ").contains("different=0");
  }

  /**
   * What was recorded was of a list, and is no variant for numbers. Callers that have been compiled
   * to call one make the objects and call the function, in compiled code.
   */
  @Test
  void whereTheRecordingDoesNotSuitTheArgumentsTheFunctionIsCalled() throws IOException {
    JvmResult result =
        run(
            Jdk.running(),
            """
            fn size(x, n) {
              if type(x) == "list" { return len(x) + n }
              if n > 0 { return size(x, n - 1) + 1 }
              return x & 15
            }
            fn deep(n) {
              if n == 0 { return size([1, 2], 3) + size(7, 2) }
              return deep(n - 1) + size([n], 1) + size(n, 3) & 65535
            }
            let i = 0
            let s = 0
            while i < 6000 {
              s = s + deep(40)
              i = i + 1
            }
            print(s)
            """,
            "sync=true,function_threshold=1000",
            "log=abort+stats");

    assertThat(result.standardOutput()).isEqualTo("2940000\n");
    assertThat(result.standardError()).contains("abort size line 2 pc 0: the loop contradicts");
    Matcher called = Pattern.compile(" called=(\\d+) ").matcher(result.standardError());
    assertThat(called.find()).isTrue();
    assertThat(Integer.parseInt(called.group(1))).as("calls without code").isLessThan(5000);
  }

  private String program(String text) throws IOException {
    return Files.writeString(directory.resolve("plain.kes"), text).toString();
  }
}
