package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Redefined;
import dev.metajit.it.guest.RedefiningAgent;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;

/** Another agent gives classes of an interpreter other code while it is traced and compiled. */
class RedefinitionTest {
  private static final String TURNS = "10000";
  private static final String EAGER = "threshold=20";

  @TempDir private Path directory;

  @OnBothJdks
  void theNewCodeIsWhatRunsAsWithoutTheJit(Jdk jdk) throws IOException {
    String other = "-javaagent:" + otherAgent();
    JvmResult plain = AgentRun.plain(jdk).option(other).run(Redefined.class, TURNS);
    assertThat(plain.standardOutput().lines()).hasSize(4);

    JvmResult before =
        AgentRun.plain(jdk)
            .option(other, ours("log=compile", "sync=true"))
            .run(Redefined.class, TURNS);
    JvmResult behind =
        AgentRun.plain(jdk).option(ours("backend=jvm"), other).run(Redefined.class, TURNS);

    assertThat(before.standardOutput()).isEqualTo(plain.standardOutput());
    assertThat(behind.standardOutput()).isEqualTo(plain.standardOutput());
    assertThat(before.standardError())
        .contains("Redefined$Helpers is redefined")
        .containsPattern("(?s)is redefined.*loop redefined.*is redefined.*loop redefined");
    assertThat(behind.standardError()).isEmpty();
  }

  private static String ours(String... options) {
    return "-javaagent:" + Workplace.agentJar() + "=" + EAGER + "," + String.join(",", options);
  }

  private Path otherAgent() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", RedefiningAgent.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    Path jar = directory.resolve("other-agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
