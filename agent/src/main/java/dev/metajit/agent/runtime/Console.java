package dev.metajit.agent.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lines that a user of the agent sees without asking: each once, on stderr. */
final class Console {
  private static final Set<String> PRINTED = ConcurrentHashMap.newKeySet();

  private Console() {}

  static void warn(String line) {
    if (PRINTED.add(line)) {
      System.err.println("[jit] " + line);
    }
  }
}
