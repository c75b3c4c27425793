package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.LogSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final List<String> asked = new ArrayList<>();

  private final ClassFiles classFiles =
      type -> {
        asked.add(type.getSimpleName());
        String name = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(name)) {
          return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
          return null;
        }
      };

  private Rehearsal rehearsal(String backend) {
    JitOptions options =
        JitOptions.defaults().with(JitOption.BACKEND, backend).with(JitOption.VERIFY, "true");
    JitLog log = new JitLog(LogSpec.parse(""), key -> "");
    return new Rehearsal(options, classFiles, new Backends(options, log));
  }

  @Test
  void loopsAreTracedCompiledAndLeftOnEveryBackend() {
    for (String backend : List.of("auto", "jvm", "reference")) {
      assertThat(rehearsal(backend).run()).as(backend).isEqualTo(900 + 900);
    }
    assertThat(asked).contains("RehearsalLoops", "Sums");
  }
}
