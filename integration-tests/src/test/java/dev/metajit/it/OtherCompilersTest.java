package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.OtherCompilers;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.File;
import java.util.List;

/** Class files that other compilers than javac have made are traced like others. */
class OtherCompilersTest {
  private static final List<String> TURNS = List.of("3000");
  private static final String LIBRARIES =
      Workplace.path("integration-tests/target/libraries") + File.separator + "*";

  @OnBothJdks
  void codeOfKotlinAndScalaIsTraced(Jdk jdk) {
    String name = OtherCompilers.class.getName();
    String classPath = Workplace.demoClassPath() + File.pathSeparator + LIBRARIES;

    JvmResult plain = AgentRun.plain(jdk).run(classPath, name, TURNS);
    JvmResult result =
        AgentRun.accelerated(
                jdk,
                "threshold=20",
                "trace_eagerness=10",
                "sync=true",
                "verify=true",
                "log=compile+abort")
            .run(classPath, name, TURNS);

    assertThat(plain.standardOutput().lines()).hasSize(7);
    assertThat(result.standardOutput()).isEqualTo(plain.standardOutput());
    assertThat(result.standardError())
        .contains("loop others", "bridge others")
        .doesNotContain("verify: ", "internal error");
    assertThat(result.errorLines())
        .filteredOn(line -> line.contains("not traced into"))
        .allMatch(line -> line.contains("not traced into: java.lang."));
  }
}
