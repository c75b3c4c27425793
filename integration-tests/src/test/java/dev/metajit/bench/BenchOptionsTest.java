package dev.metajit.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.launch.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
  @Test
  void everythingHasADefault() {
    BenchOptions options = BenchOptions.parse(new String[0]);

    assertThat(options.suite()).isEqualTo("demos");
    assertThat(options.jdks()).isEqualTo(Jdk.tested());
    assertThat(options.runs()).isEqualTo(2);
    assertThat(options.seconds()).isEqualTo(5);
    assertThat(options.tsv()).isFalse();
  }

  @Test
  void listsAreSplitAtCommas() {
    BenchOptions options =
        BenchOptions.parse(
            new String[] {"--config", "agent,agent-jvm", "--program", "bf/primes", "--tsv"});

    assertThat(options.configs()).containsExactly(Config.AGENT, Config.AGENT_JVM);
    assertThat(options.tsv()).isTrue();
    assertThat(Suite.load(Suite.DEMOS).programs())
        .filteredOn(options::selects)
        .extracting(GuestProgram::fullName)
        .containsExactly("bf/primes");
  }

  @ParameterizedTest
  @CsvSource({
    "--config, slow, no such configuration: slow",
    "--runs, 0, '--runs wants a positive number, not 0'",
    "--jdk, 3, no JDK 3 found; set JAVA3_HOME",
    "--speed, 1, no such option: --speed"
  })
  void mistakesAreNamed(String option, String value, String message) {
    assertThatThrownBy(() -> BenchOptions.parse(new String[] {option, value}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
