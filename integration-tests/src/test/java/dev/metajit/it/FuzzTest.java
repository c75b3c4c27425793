package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.fuzz.mutation.Mutation;
import dev.metajit.fuzz.mutation.Stage;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code bin/fuzz} does, for some seconds: the same cases each time. The property {@code
 * test.seed} is the first.
 */
class FuzzTest {
  private static final String SEED = System.getProperty("test.seed", "1");

  @TempDir private Path failures;

  static Stream<Arguments> machines() {
    return TwoJdks.with(List.of("interpreters 60", "texts 60", "traces 60", "guests 20"));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("machines")
  void noCaseDiffers(Jdk jdk, String machineAndCases) throws IOException {
    String machine = machineAndCases.split(" ")[0];
    String cases = machineAndCases.split(" ")[1];
    JvmResult result = fuzz(jdk, "--machine", machine, "--seed", SEED, "--cases", cases);

    assertThat(result.standardOutput())
        .as(result.command())
        .startsWith("seed " + SEED + ", machines [" + machine + "]")
        .endsWith("cases run: " + cases + " differences: 0\n");
    assertThat(result.exitStatus()).isZero();
  }

  /** Cases that differed once: {@code integration-tests/fuzz-cases}. */
  @OnBothJdks
  void whatDifferedOnceDoesNotDifferAnyMore(Jdk jdk) throws IOException {
    Path cases = Workplace.path("integration-tests/fuzz-cases");
    JvmResult result = fuzz(jdk, "--replay", cases.toString());

    assertThat(result.standardOutput()).as(result.command()).endsWith("differences: 0\n");
    assertThat(result.standardOutput()).containsPattern("cases run: [1-9]").contains("loop=");
    assertThat(result.exitStatus()).isZero();
  }

  /** Each stage throws now and then; that is counted, and the programs do not notice. */
  @OnBothJdks
  void aFailureInAnyStageIsSurvived(Jdk jdk) throws IOException {
    JvmResult result =
        fuzz(jdk, "--machine", "interpreters", "--fail", "all", "--seed", SEED, "--cases", "150");

    assertThat(result.standardOutput())
        .as(result.command())
        .containsPattern("internal errors=[1-9]")
        .endsWith("cases run: 150 differences: 0\n");
    Pattern failures = Pattern.compile("failed on purpose: (.*)");
    Matcher failed = failures.matcher(result.standardOutput());
    assertThat(failed.find()).isTrue();
    long stages =
        Stream.of(Stage.values())
            .filter(stage -> failed.group(1).contains(stage.key() + "="))
            .count();
    assertThat(stages).as(failed.group()).isGreaterThan(15);
    assertThat(result.exitStatus()).isZero();
  }

  /** The machines notice if Metajit has a mistake. */
  @ParameterizedTest
  @EnumSource(Mutation.class)
  void aMistakeIsFound(Mutation mutation) throws IOException {
    JvmResult result = fuzz(Jdk.running(), finding(mutation));

    assertThat(result.standardOutput())
        .as(mutation.text() + ": " + result.command())
        .endsWith(" differences: 1\n");
    assertThat(result.exitStatus()).isEqualTo(1);
  }

  /** The command line that finds a mistake, if the code has changed since, some cases later. */
  private static String[] finding(Mutation mutation) {
    String[] finder = mutation.finder().split("-");
    String machine = "--machine " + finder[0] + " --seed " + finder[1];
    String limits = " --cases 200 --differences 1 --shrink 0 --mutate ";
    return (machine + limits + mutation.key()).split(" ");
  }

  /** The output is the same, but a trace counted on a class that nobody had checked. */
  @OnBothJdks
  void verifyFindsWhatDoesNotShowInTheOutput(Jdk jdk) throws IOException {
    fuzz(jdk, finding(Mutation.STALE_CLASS_GUARD));

    try (Stream<Path> reports = Files.walk(failures)) {
      assertThat(reports.filter(file -> file.toString().endsWith(".txt")))
          .singleElement(InstanceOfAssertFactories.PATH)
          .content()
          .containsPattern("verify: left by guard_\\w+ in .* (is|has) ");
    }
  }

  @OnBothJdks
  void theInterpretersAreCompiled(Jdk jdk) throws IOException {
    JvmResult result =
        fuzz(jdk, "--machine", "interpreters", "--seed", SEED, "--cases", "60", "--shrink", "0");

    assertThat(result.standardOutput())
        .as(result.command())
        .containsPattern("loop=[0-9]{2,}")
        .containsPattern("bridge=[0-9]{2,}")
        .doesNotContain("internal errors");
  }

  @OnBothJdks
  void aWrongCommandLineIsExplained(Jdk jdk) throws IOException {
    JvmResult result = fuzz(jdk, "--machine", "perpetual");

    assertThat(result.standardError()).contains("no machine perpetual").contains("usage: bin/fuzz");
    assertThat(result.exitStatus()).isEqualTo(2);
  }

  private JvmResult fuzz(Jdk jdk, String... arguments) throws IOException {
    String classPath = Files.readString(Workplace.path("integration-tests/target/fuzz.classpath"));
    List<String> all =
        Stream.concat(Stream.of("--failures", failures.toString()), Stream.of(arguments)).toList();
    return new JvmCommand(
            jdk,
            List.of("@" + Workplace.path("integration-tests/fuzz.options")),
            classPath,
            "dev.metajit.fuzz.Fuzz",
            all,
            JvmCommand.GENEROUS)
        .run();
  }
}
