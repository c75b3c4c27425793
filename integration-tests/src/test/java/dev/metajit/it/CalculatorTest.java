package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Calculator;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of an interpreter with boxes of several classes, frames that are copied from an
 * array, and guest calls that recurse: see {@link Calculator}.
 */
class CalculatorTest {
  private static final Pattern LOOP =
      Pattern.compile(
          "optimized calculator[^\\n]*\\n(entrys: (?:[^\\[\\n][^\\n]*\\n|\\[[^j][^\\n]*\\n)+)");
  private static final String[] LONG = {"200000", "18"};

  @OnBothJdks
  void theAnswersAreThoseOfThePlainInterpreter(Jdk jdk) {
    String plain = AgentRun.plain(jdk).run(Calculator.class, LONG).standardOutput();

    assertThat(plain.lines()).hasSize(5);
    for (String settings :
        new String[] {
          "threshold=20,function_threshold=20,sync=true",
          "threshold=3,function_threshold=3,trace_eagerness=2,sync=true,backend=jvm",
          "threshold=3,function_threshold=3,trace_eagerness=2,sync=true,stress=13",
          "threshold=3,function_threshold=3,max_unroll_recursion=3,sync=true",
        }) {
      JvmResult result = AgentRun.accelerated(jdk, settings).run(Calculator.class, LONG);
      assertThat(result.standardOutput()).as(settings).isEqualTo(plain);
      assertThat(result.standardError()).as(settings).isEmpty();
    }
  }

  /** Numbers, frames and calls are gone from loops over whole numbers. */
  @OnBothJdks
  void loopsNeitherAllocateNorCall(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=50", "sync=true", "log=opt")
            .run(Calculator.class, "20000", "1");

    List<String> loops = loops(result.standardError());
    assertThat(loops).hasSizeGreaterThanOrEqualTo(3);
    assertThat(loops)
        .allSatisfy(
            loop ->
                assertThat(loop)
                    .doesNotContain("new", "call", "getfield", "getarrayitem", "setarrayitem")
                    .contains("int_add_ovf"));
  }

  @OnBothJdks
  void statisticsCountWhatARunCameTo(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=50", "sync=true", "log=stats")
            .run(Calculator.class, "20000", "1");

    assertThat(result.standardError())
        .containsPattern("\\[jit\\.stats\\] entered=[1-9][0-9]* .* compiled=[1-9]")
        .containsPattern("\\[jit\\.stats\\] failed [1-9][0-9]* times: guard_");
  }

  private static List<String> loops(String log) {
    List<String> loops = new ArrayList<>();
    Matcher matcher = LOOP.matcher(log);
    while (matcher.find()) {
      loops.add(matcher.group(1));
    }
    return loops;
  }
}
