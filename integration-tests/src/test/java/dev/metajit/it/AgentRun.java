package dev.metajit.it;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A JVM to be started by a test, plain or with the agent. */
final class AgentRun {
  private static final String FIXTURES = "integration-tests/target/test-classes";

  private final Jdk jdk;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  private AgentRun(Jdk jdk) {
    this.jdk = jdk;
  }

  /** A JVM without the agent. */
  static AgentRun plain(Jdk jdk) {
    return new AgentRun(jdk);
  }

  /** A JVM with the agent and these options of it, such as {@code threshold=2}. */
  static AgentRun accelerated(Jdk jdk, String... agentOptions) {
    String arguments = agentOptions.length == 0 ? "" : "=" + String.join(",", agentOptions);
    return plain(jdk).option("-javaagent:" + Workplace.agentJar() + arguments);
  }

  /** Adds options of the JVM. */
  AgentRun option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Sets an environment variable. */
  AgentRun environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs a class of {@code dev.metajit.it.guest}, or of the demo interpreters. */
  JvmResult run(Class<?> mainClass, String... arguments) {
    return run(mainClass.getName(), List.of(arguments));
  }

  /** As {@link #run(Class, String...)}. */
  JvmResult run(String mainClass, List<String> arguments) {
    return run(Workplace.demoClassPath(), mainClass, arguments);
  }

  /** As {@link #run(Class, String...)}, with a class path of its own behind that of the tests. */
  JvmResult run(String behind, String mainClass, List<String> arguments) {
    return runAlone(
        Workplace.classPath(FIXTURES) + File.pathSeparator + behind, mainClass, arguments);
  }

  /** As {@link #run(Class, String...)}, with this class path and nothing else. */
  JvmResult runAlone(String classPath, String mainClass, List<String> arguments) {
    return new JvmCommand(jdk, options, classPath, mainClass, arguments, JvmCommand.GENEROUS)
        .run(environment);
  }

  /**
   * What a JVM wrote on standard error, without what its own library for agents prints, for any
   * agent, when a class is loaded while the guest has used up memory or stack.
   */
  static List<String> errors(JvmResult result) {
    return result.errorLines().stream()
        .filter(line -> !line.startsWith("*** java.lang.instrument ASSERTION FAILED"))
        .toList();
  }
}
