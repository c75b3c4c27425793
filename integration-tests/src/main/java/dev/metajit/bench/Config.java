package dev.metajit.bench;

import dev.metajit.launch.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A way to run a guest program. */
public enum Config {
  /** The interpreter alone. */
  PLAIN("plain", false),
  /** With the agent and its defaults. */
  AGENT("agent", true),
  /** With the agent, machine code only. */
  AGENT_NATIVE("agent-native", true, "-Djit.backend=native"),
  /** With the agent, JVM bytecode only. */
  AGENT_JVM("agent-jvm", true, "-Djit.backend=jvm"),
  /** The interpreter's own compiler, of interpreters from Maven Central that have one. */
  COMPILER("compiler", false, "-Dguest.compiler=true"),
  /** The interpreter alone, on a JVM that also compiles methods that are very large. */
  HUGE_METHODS("huge-methods", false, "-XX:-DontCompileHugeMethods"),
  /** The same program written in Java by hand. */
  JAVA("java", false);

  private final String label;
  private final boolean agent;
  private final List<String> options;

  Config(String label, boolean agent, String... options) {
    this.label = label;
    this.agent = agent;
    this.options = List.of(options);
  }

  /**
   * The configuration with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Config ofLabel(String label) {
    for (Config config : values()) {
      if (config.label.equals(label.toLowerCase(Locale.ROOT))) {
        return config;
      }
    }
    throw new IllegalArgumentException("no such configuration: " + label);
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Options of the JVM. */
  public List<String> jvmOptions() {
    List<String> all = new ArrayList<>();
    if (agent) {
      all.add("-javaagent:" + Workplace.agentJar());
    }
    all.addAll(options);
    return all;
  }
}
