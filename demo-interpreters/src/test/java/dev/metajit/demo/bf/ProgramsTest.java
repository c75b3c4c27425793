package dev.metajit.demo.bf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.GuestFiles;
import dev.metajit.demo.bf.macro.GuestPrograms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
  private static final GuestFiles FILES = new GuestFiles("bf", ".bf");

  private static List<GuestFiles.Entry> entries() throws IOException {
    return FILES.entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void programsPrintWhatIsExpected(GuestFiles.Entry entry) throws Exception {
    String source = Files.readString(FILES.file(entry.name()), StandardCharsets.ISO_8859_1);
    byte[] input = (String.join(" ", entry.small()) + "\n").getBytes(StandardCharsets.US_ASCII);
    String output =
        GuestFiles.output(out -> Interpreter.run(source, new ByteArrayInputStream(input), out));
    assertThat(output).isEqualTo(FILES.expected(entry.name()));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void javaLimitsPrintTheSame(GuestFiles.Entry entry) throws Exception {
    int size = Integer.parseInt(entry.small().get(0));
    assertThat(GuestFiles.output(out -> JavaLimits.run(entry.name(), size, out)))
        .isEqualTo(FILES.expected(entry.name()));
  }

  @Test
  void everyProgramIsListed() throws IOException {
    assertThat(entries().stream().map(GuestFiles.Entry::name))
        .containsExactlyInAnyOrderElementsOf(FILES.fileNames());
  }

  /** Write them anew with {@code -Dbless=true}. */
  @Test
  void generatedProgramsAreUpToDate() throws IOException {
    for (Map.Entry<String, String> program : GuestPrograms.texts().entrySet()) {
      Path file = FILES.file(program.getKey());
      if (Boolean.getBoolean("bless")) {
        Files.writeString(file, program.getValue());
      }
      assertThat(file).hasContent(program.getValue());
    }
    assertThat(FILES.fileNames()).containsAll(GuestPrograms.texts().keySet());
  }
}
