package dev.metajit.backend.x64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceRunner;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Division by constants against Java's division. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Tag("K50")
class X64ConstantDivisionTest {
  private static final X64Backend BACKEND =
      X64Backend.create(new X64Backend.Settings(8 << 20, X64Backend.Heap.OFF, true, false, null))
          .backend();
  private static final int DIVIDENDS = 2000;

  static LongStream divisors() {
    Random random = new Random(7);
    LongStream small = LongStream.rangeClosed(1, 130);
    LongStream powers =
        LongStream.range(0, 31).flatMap(i -> LongStream.of((1L << i) - 1, 1L << i, (1L << i) + 1));
    LongStream large =
        LongStream.of(1_000_003, 641, 6_700_417, Integer.MAX_VALUE, Integer.MAX_VALUE - 1);
    LongStream others =
        LongStream.generate(() -> random.nextInt(Integer.MAX_VALUE - 1) + 1L).limit(60);
    return LongStream.of(0)
        .flatMap(
            i ->
                LongStream.concat(
                    LongStream.concat(small, powers), LongStream.concat(large, others)))
        .filter(d -> d > 0)
        .distinct()
        .flatMap(d -> LongStream.of(d, -d));
  }

  private static CompiledTrace compile(String text) {
    return BACKEND.compile(TraceText.parseAll(text, new TraceNames()), BridgeLookup.NONE).get(0);
  }

  @ParameterizedTest
  @MethodSource("divisors")
  void ints(long divisor) {
    int by = (int) divisor;
    CompiledTrace trace =
        compile(
            """
            [i0]
            i1 = int_div(i0, D)
            i2 = int_rem(i0, D)
            guard_always_fails() [i1, i2, i0]
            finish()
            """
                .replace("D", Integer.toString(by)));
    Frame frame = new Frame(trace.frameSize());
    Random random = new Random(divisor);
    for (int i = 0; i < DIVIDENDS; i++) {
      int dividend = (int) dividend(i, by, random);
      frame.longs[0] = dividend;
      TraceRunner.run(trace, frame);
      assertThat(frame.longs[0]).as("%d / %d", dividend, by).isEqualTo(dividend / by);
      assertThat(frame.longs[1]).as("%d %% %d", dividend, by).isEqualTo(dividend % by);
    }
    trace.free();
  }

  @ParameterizedTest
  @MethodSource("divisors")
  void longs(long divisor) {
    CompiledTrace trace =
        compile(
            """
            [l0]
            l1 = long_div(l0, DL)
            l2 = long_rem(l0, DL)
            guard_always_fails() [l1, l2]
            finish()
            """
                .replace("D", Long.toString(divisor)));
    Frame frame = new Frame(trace.frameSize());
    Random random = new Random(divisor);
    for (int i = 0; i < DIVIDENDS; i++) {
      long dividend = i % 2 == 0 ? dividend(i / 2, divisor, random) : random.nextLong();
      frame.longs[0] = dividend;
      TraceRunner.run(trace, frame);
      assertThat(frame.longs[0]).as("%d / %d", dividend, divisor).isEqualTo(dividend / divisor);
      assertThat(frame.longs[1]).as("%d %% %d", dividend, divisor).isEqualTo(dividend % divisor);
    }
    trace.free();
  }

  /** The ends of the range, multiples of the divisor and their neighbours, and random numbers. */
  private static long dividend(int i, long divisor, Random random) {
    return switch (i % 8) {
      case 0 -> Integer.MIN_VALUE + i / 8;
      case 1 -> Integer.MAX_VALUE - i / 8;
      case 2 -> divisor * (i / 8);
      case 3 -> divisor * (i / 8) - 1;
      case 4 -> divisor * (i / 8) + 1;
      case 5 -> -divisor * (random.nextInt() / divisor);
      case 6 -> divisor * (Integer.MIN_VALUE / divisor + i / 8) - 1;
      default -> random.nextInt();
    };
  }
}
