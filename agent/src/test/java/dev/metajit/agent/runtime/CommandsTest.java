package dev.metajit.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.driver.JitOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandsTest {
  @Test
  void helpNamesEveryOption() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Commands.help(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String help = bytes.toString(StandardCharsets.UTF_8);
    for (JitOption option : JitOption.values()) {
      assertThat(help).contains("  " + option.key() + "=<").contains(option.doc().split(" ")[0]);
    }
    assertThat(help).contains("-javaagent:jit.jar", "--doctor", "--version");
  }

  @Test
  void thePageOfOptionsIsCurrent() throws IOException {
    Path page = Path.of("../docs/options.md");
    if (Boolean.getBoolean("metajit.bless")) {
      Files.writeString(page, OptionsPage.markdown());
    }
    assertThat(Files.readString(page))
        .as("docs/options.md; run with -Dmetajit.bless=true to write it anew")
        .isEqualTo(OptionsPage.markdown());
  }
}
