package dev.metajit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.RandomTraces.Program;
import dev.metajit.trace.Op;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random traces against the reference backend. Set the system property {@code metajit.random.seed}
 * to repeat a failure, {@code metajit.random.count} to try more programs.
 */
public abstract class RandomTraceContract extends HeapOpContract {
  private static final int SIZE = 40;

  static LongStream seeds() {
    Long seed = Long.getLong("metajit.random.seed");
    if (seed != null) {
      return LongStream.of(seed);
    }
    int count = Integer.getInteger("metajit.random.count", 150);
    Random random = new Random();
    return LongStream.concat(
        LongStream.range(0, count / 2), LongStream.generate(random::nextLong).limit(count / 2));
  }

  /** The operations of the random traces; a backend that lacks some leaves them out. */
  protected boolean usesInRandomTraces(Op op) {
    return true;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheReference(long seed) {
    Program program = RandomTraces.make(seed, SIZE, this::usesInRandomTraces);
    TraceComparison comparison = new TraceComparison(backend());
    Assumptions.assumeTrue(comparison.isSupported(program));
    assertThat(comparison.failure(program)).as("seed %d", seed).isNull();
  }

  @Test
  void randomProgramsLoopAndTakeBridges() {
    long loops = 0;
    long bridges = 0;
    for (long seed = 0; seed < 50; seed++) {
      Program program = RandomTraces.make(seed, SIZE);
      bridges += program.bridges().size();
      loops += program.traces().stream().filter(trace -> trace.token() != null).count();
    }
    assertThat(loops).isGreaterThan(60);
    assertThat(bridges).isGreaterThan(100);
  }
}
