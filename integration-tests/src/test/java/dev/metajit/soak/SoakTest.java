package dev.metajit.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Jdk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakTest {
  private static final long MEGABYTE = 1 << 20;
  private static final int SECONDS = 15;

  @Test
  void guestsOfAllInterpretersInOneJvmWriteWhatTheyShould() throws IOException {
    List<String> lines = new ArrayList<>();
    boolean good = Soak.run(Jdk.running(), Collector.SERIAL, SECONDS, lines::add);
    assertThat(good).as(String.join("\n", lines)).isTrue();
    assertThat(lines).singleElement().asString().contains("heap=");
  }

  @Test
  void theCollectorsOfTheJdkAreFound() {
    assertThat(Collector.of(Jdk.running()))
        .contains(Collector.SERIAL, Collector.PARALLEL, Collector.G1);
  }

  @Test
  void growthAfterTheFirstThirdIsTold() {
    assertThat(Sample.growth(samples(10, 100, 100))).isEmpty();
    assertThat(Sample.growth(samples(100, 100, 110))).isEmpty();
    assertThat(Sample.growth(samples(100, 100, 140)))
        .singleElement()
        .asString()
        .isEqualTo("heap grew from 100.0 to 140.0 MB");
  }

  private static List<Sample> samples(int... heaps) {
    List<Sample> samples = new ArrayList<>();
    IntStream.of(heaps)
        .forEach(
            heap -> samples.addAll(Collections.nCopies(10, new Sample(heap * MEGABYTE, 0, 0))));
    return samples;
  }
}
