package dev.metajit.demo.rv32;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.GuestFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
  private static final GuestFiles FILES = new GuestFiles("rv32", ".elf");
  private static final Set<String> WITHOUT_LIMIT = Set.of("selfmod", "traps", "words");

  private static List<GuestFiles.Entry> entries() throws IOException {
    return FILES.entries();
  }

  private static List<GuestFiles.Entry> entriesWithLimit() throws IOException {
    return entries().stream().filter(entry -> !WITHOUT_LIMIT.contains(entry.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void programsPrintWhatIsExpected(GuestFiles.Entry entry) throws Exception {
    ElfFile program = ElfFile.parse(Files.readAllBytes(FILES.file(entry.name())));
    List<String> arguments = new ArrayList<>(List.of(entry.name()));
    arguments.addAll(entry.small());
    String output =
        GuestFiles.output(
            out -> {
              InputStream in = InputStream.nullInputStream();
              assertThat(new Machine(program, new CodeLibrary(), arguments, in, out, out).run())
                  .isZero();
            });
    assertThat(output).isEqualTo(FILES.expected(entry.name()));
  }

  @ParameterizedTest
  @MethodSource("entriesWithLimit")
  void javaLimitsPrintTheSame(GuestFiles.Entry entry) throws Exception {
    int[] sizes = entry.small().stream().mapToInt(Integer::parseInt).toArray();
    assertThat(GuestFiles.output(out -> JavaLimits.run(entry.name(), sizes, out)))
        .isEqualTo(FILES.expected(entry.name()));
  }

  @Test
  void everyProgramIsListed() throws IOException {
    assertThat(entries().stream().map(GuestFiles.Entry::name))
        .containsExactlyInAnyOrderElementsOf(FILES.fileNames());
  }
}
