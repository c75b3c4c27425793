package dev.metajit.it;

import dev.metajit.launch.Workplace;
import java.nio.file.Path;

/** JaCoCo: an agent that many have beside ours, and that changes every class. */
final class OtherAgent {
  private OtherAgent() {}

  static Path jar() {
    return Workplace.path("integration-tests/target/agents/org.jacoco.agent-runtime.jar");
  }
}
