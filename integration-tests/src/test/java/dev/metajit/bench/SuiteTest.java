package dev.metajit.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SuiteTest {
  private static final Suite DEMOS = Suite.load(Suite.DEMOS);

  @Test
  void fourInterpretersWithAtLeastTwentyPrograms() {
    assertThat(DEMOS.programs()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(DEMOS.programs())
        .extracting(program -> program.interpreter().name())
        .contains("bf", "rv32", "forth", "kestrel");
  }

  @Test
  void everyProgramHasItsFileAndItsExpectedOutput() {
    assertThat(DEMOS.programs())
        .allMatch(program -> Files.exists(program.file()), "has a file")
        .allMatch(program -> program.expectedOutput().isPresent(), "has an expected output");
  }

  @Test
  void noProgramIsThereTwice() {
    assertThat(DEMOS.programs()).extracting(GuestProgram::fullName).doesNotHaveDuplicates();
  }

  @Test
  void aSuiteThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> Suite.load("nothing")).hasMessageContaining("no such suite: nothing");
  }
}
