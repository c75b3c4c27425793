package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.metajit.bench.GuestProgram;
import dev.metajit.bench.Suite;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.util.List;

/**
 * A guest loop over boxed numbers allocates nothing: more iterations do not make more collections.
 */
class AllocationTest {
  private static final GuestProgram LOOP =
      Suite.load(Suite.DEMOS).programs().stream()
          .filter(program -> program.fullName().equals("kestrel/loop"))
          .findFirst()
          .orElseThrow();
  private static final String FEW = "4000000";
  private static final String MANY = "16000000";

  /** Background threads of the JVM allocate a little. */
  private static final long ONE_MORE_OR_LESS = 1;

  @OnBothJdks
  void aLoopOverBoxedIntegersAllocatesNothingPerIteration(Jdk jdk) {
    long plain = collections(AgentRun.plain(jdk), FEW);
    long few = collections(AgentRun.accelerated(jdk, "sync=true"), FEW);
    long many = collections(AgentRun.accelerated(jdk, "sync=true"), MANY);

    assertThat(plain).as("collections of the plain interpreter").isGreaterThan(10);
    assertThat(many)
        .as("collections of four times as many iterations")
        .isCloseTo(few, within(ONE_MORE_OR_LESS));
  }

  /** The number of collections of a JVM with a small young generation. */
  private static long collections(AgentRun run, String iterations) {
    JvmResult result =
        run.option("-XX:+UseSerialGC", "-Xmn8m", "-Xlog:gc:stderr")
            .run(LOOP.interpreter().mainClass(), List.of(LOOP.file().toString(), iterations));

    assertThat(result.standardOutput()).as(result.toString()).startsWith("sum:");
    return result.errorLines().stream().filter(line -> line.contains("Pause Young")).count();
  }
}
