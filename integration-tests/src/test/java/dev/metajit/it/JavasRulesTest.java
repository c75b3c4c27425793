package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.JavasRules;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;

/**
 * Exceptions, class initialization, errors of the JVM, threads, virtual threads and class loaders
 * are the same plain and accelerated.
 */
class JavasRulesTest {
  @OnBothJdks
  void accelerationKeepsThem(Jdk jdk) {
    JvmResult plain = run(AgentRun.plain(jdk));

    assertThat(plain.standardOutput()).contains("loaders unloaded: 3");
    assertThat(run(AgentRun.accelerated(jdk)).standardOutput()).isEqualTo(plain.standardOutput());
    assertThat(run(AgentRun.accelerated(jdk, "threshold=3", "sync=true")).standardOutput())
        .isEqualTo(plain.standardOutput());
  }

  /**
   * Printed by the JVM's own library for agents, for any agent with a transformer, when a class is
   * loaded while the guest has used up memory or stack.
   */
  private static final String OF_THE_JVM = "*** java.lang.instrument ASSERTION FAILED ***";

  /** Without the option, HotSpot itself leaves out the messages of exceptions in hot code. */
  private static JvmResult run(AgentRun jvm) {
    JvmResult result =
        jvm.option("-XX:-OmitStackTraceInFastThrow", "-Xmx64m", "-Xss512k").run(JavasRules.class);
    assertThat(result.exitStatus()).as(result.toString()).isZero();
    assertThat(result.errorLines()).allMatch(line -> line.startsWith(OF_THE_JVM));
    return result;
  }
}
