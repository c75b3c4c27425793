package dev.metajit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JitOptionsTest {
  private final List<String> warnings = new ArrayList<>();
  private final Properties system = new Properties();

  private JitOptions load(String arguments, Map<String, String> environment) {
    return JitOptions.load(arguments, system, environment, warnings::add);
  }

  @ParameterizedTest
  @EnumSource(JitOption.class)
  void everyDefaultCanBeRead(JitOption option) {
    assertThat(option.parse(option.defaultText())).isNotNull();
    assertThat(option.doc()).isNotBlank();
    assertThat(JitOption.ofKey(option.key())).isEqualTo(option);
  }

  @Test
  void sourcesInOrder(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("jit.properties");
    Files.writeString(
        file,
        "jit.threshold=4\njit.trace_limit=4\njit.trace_eagerness=4\njit.max_errors=4\nother=1\n");
    system.setProperty("jit.properties", file.toString());
    system.setProperty("jit.threshold", "2");
    system.setProperty("jit.trace_limit", "2");
    Map<String, String> environment =
        Map.of(
            "JIT_THRESHOLD",
            "3",
            "JIT_TRACE_LIMIT",
            "3",
            "JIT_TRACE_EAGERNESS",
            "3",
            "JIT_NATIVE_HEAP",
            "off");
    JitOptions options = load("threshold=1", environment);
    assertThat(options.getInt(JitOption.THRESHOLD)).isEqualTo(1);
    assertThat(options.getInt(JitOption.TRACE_LIMIT)).isEqualTo(2);
    assertThat(options.getInt(JitOption.TRACE_EAGERNESS)).isEqualTo(3);
    assertThat(options.getInt(JitOption.MAX_ERRORS)).isEqualTo(4);
    assertThat(options.getString(JitOption.NATIVE_HEAP)).isEqualTo("off");
    assertThat(options.getInt(JitOption.FUNCTION_THRESHOLD)).isEqualTo(1619);
    assertThat(warnings).isEmpty();
  }

  @Test
  void logSectionsMayBeSeparatedByCommas() {
    JitOptions options = load("log=compile,abort+opt:/tmp/x-%p.log,sync", Map.of());
    assertThat(options.getBoolean(JitOption.SYNC)).isTrue();
    assertThat(options.log().file()).isEqualTo("/tmp/x-%p.log");
    assertThat(options.log().sections()).containsExactlyInAnyOrder("compile", "abort", "opt");
    assertThat(warnings).isEmpty();
  }

  @Test
  void anUnknownOptionGivesTheNearestName() {
    load("treshold=3", Map.of());
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("treshold")
        .contains("did you mean 'threshold'");
  }

  @Test
  void aBadValueIsSaidAndTheNextSourceHolds() {
    system.setProperty("jit.threshold", "many");
    system.setProperty("jit.only", "(");
    system.setProperty("jit.backend", "llvm");
    system.setProperty("jit.log", "everything");
    system.setProperty("jit.verify", "maybe");
    JitOptions options = load(null, Map.of("JIT_THRESHOLD", "9"));
    assertThat(options.getInt(JitOption.THRESHOLD)).isEqualTo(9);
    assertThat(options.getString(JitOption.BACKEND)).isEqualTo("auto");
    assertThat(warnings).hasSize(5);
    assertThat(warnings)
        .anySatisfy(
            w ->
                assertThat(w)
                    .isEqualTo(
                        "-Djit.threshold: 'many' should be a number from 0 to 2147483647;"
                            + " it is ignored"));
  }

  @Test
  void aMissingPropertiesFileIsSaid() {
    system.setProperty("jit.properties", "/nowhere/jit.properties");
    load(null, Map.of());
    assertThat(warnings).singleElement().asString().contains("/nowhere/jit.properties");
  }

  @Test
  void whoSaysWhenALoopIsHotDoesNotWait() {
    assertThat(JitOptions.defaults().getInt(JitOption.DELAY)).isPositive();
    for (String eager : List.of("threshold=2", "function_threshold=2", "sync=true")) {
      assertThat(load(eager, Map.of()).getInt(JitOption.DELAY)).as(eager).isZero();
      assertThat(load(eager + ",delay=7", Map.of()).getInt(JitOption.DELAY)).as(eager).isEqualTo(7);
    }
    assertThat(load("sync=false", Map.of()).getInt(JitOption.DELAY)).isPositive();
  }
}
