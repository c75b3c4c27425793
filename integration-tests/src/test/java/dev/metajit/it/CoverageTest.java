package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.constructs.Constructs;
import dev.metajit.it.guest.constructs.Flow;
import dev.metajit.it.guest.constructs.Instructions;
import dev.metajit.it.guest.constructs.Library;
import dev.metajit.it.guest.constructs.Members;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each sample of what Java can express comes to the same plain and accelerated, on every JDK; the
 * page {@code docs/coverage.md} says what became of it. With {@code -Dtest.bless=true} it is
 * written anew.
 */
class CoverageTest {
  private static final Path PAGE = Workplace.path("docs/coverage.md");
  private static final String[] OPTIONS = {
    "threshold=3", "trace_eagerness=3", "sync=true", "log=trace+abort"
  };

  @TempDir Path directory;

  /** Samples that were run together. */
  private record Run(Jdk jdk, List<String> classes, JvmResult accelerated) {}

  @Test
  void pageSaysWhatBecomesOfEachConstruct() throws Exception {
    OddBytecode.write(directory);
    CoveragePage page = new CoveragePage();
    for (Jdk jdk : TwoJdks.jdks().toList()) {
      Run run = run(jdk);
      add(page, run);
    }
    String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    assertThat(page.missingInstructions()).isEmpty();
    if (TwoJdks.jdks().count() < Jdk.TESTED.size()) {
      return; // a page without what one of the JDKs does
    }
    if (Boolean.getBoolean("test.bless")) {
      Files.writeString(PAGE, page.markdown());
    }
    assertThat(before)
        .as("docs/coverage.md; its end tells how to write it anew")
        .isEqualTo(page.markdown());
  }

  private Run run(Jdk jdk) throws IOException, InterruptedException {
    List<String> classes = new ArrayList<>();
    Stream.of(Instructions.class, Members.class, Flow.class, Library.class)
        .forEach(type -> classes.add(type.getName()));
    classes.add(OddBytecode.OLD.replace('/', '.'));
    classes.add(OddBytecode.RARE.replace('/', '.'));
    SampleCompiler compiler = new SampleCompiler(jdk, directory);
    for (int release : compiler.releases()) {
      classes.add(compiler.compile("Versions.java.txt", release));
    }
    if (jdk.feature() >= 21) {
      classes.add(compiler.compile("Modern.java.txt", 21));
    }
    String behind = Workplace.demoClassPath() + java.io.File.pathSeparator + directory;
    String main = Constructs.class.getName();
    JvmResult plain = AgentRun.plain(jdk).run(behind, main, classes);
    JvmResult accelerated = AgentRun.accelerated(jdk, OPTIONS).run(behind, main, classes);
    assertThat(plain.exitStatus()).as(plain.toString()).isZero();
    assertThat(accelerated.standardOutput()).isEqualTo(plain.standardOutput());
    return new Run(jdk, classes, accelerated);
  }

  private void add(CoveragePage page, Run run) throws IOException {
    SampleOutcomes outcomes = new SampleOutcomes(run.accelerated());
    SampleReader reader =
        new SampleReader(
            List.of(directory, Workplace.path("integration-tests/target/test-classes")));
    int number = 0;
    for (String name : run.classes()) {
      for (SampleReader.Sample sample : reader.samples(name)) {
        page.add(sample, run.jdk(), outcomes.of(number, name + "." + sample.method()));
        number++;
      }
    }
  }
}
