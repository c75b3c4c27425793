package dev.metajit.demo;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs a guest program once, or, for a benchmark, many times in the same JVM.
 *
 * <p>The system property {@value #ITERATIONS} says how often. 0, the default, runs the program once
 * with its output on standard output. With N &gt; 0 the program runs N times; the output of the
 * first iteration goes to standard output, the output of every later one must be the same, and the
 * last line on standard error is
 *
 * <pre>{@code bench: first_ms=812.345 steady_ms=301.120 iterations=10}</pre>
 *
 * where {@code steady_ms} is the median of the last half of the iterations. With {@value #SECONDS}
 * there are more of them until so much time has passed, and then, up to {@value #LONGEST} times as
 * long, until they do not get faster any more. With {@value #CPU} the times are those that the
 * running thread had a processor, for a machine that others use too.
 */
public final class Harness {
  /** The system property that holds the number of iterations. */
  public static final String ITERATIONS = "bench.iterations";

  /** The system property that says for how long a benchmark goes on at least. */
  public static final String SECONDS = "bench.seconds";

  /** The system property that chooses processor time. */
  public static final String CPU = "bench.cpu";

  private static final InheritableThreadLocal<PrintStream> OUTPUT = new InheritableThreadLocal<>();

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST = 3;

  /** An iteration that takes less than this part of what one took before is faster. */
  private static final double FASTER = 0.9;

  private static final double NANOS_PER_MILLI = 1e6;

  private Harness() {}

  /**
   * Guests that the calling thread runs, and threads that it starts from now on, write to this
   * stream instead of standard output, and no times are reported.
   */
  public static void redirect(PrintStream out) {
    OUTPUT.set(out);
  }

  /**
   * Runs the guest program as the system property says; ends the JVM with status 1 if an
   * iteration's output differs.
   *
   * @param args the command line, for messages only
   * @param runner the guest program
   * @throws Exception what the runner threw; output written until then has been flushed
   */
  public static void run(String[] args, GuestRunner runner) throws Exception {
    int iterations = Integer.getInteger(ITERATIONS, 0);
    PrintStream stdout = OUTPUT.get() != null ? OUTPUT.get() : standardOutput();
    try {
      if (iterations <= 0) {
        runner.run(stdout);
        return;
      }
      int differing = benchmark(iterations, runner, stdout);
      if (differing > 0) {
        stdout.flush();
        System.err.printf(
            "bench: output of iteration %d differs from iteration 1: %s%n",
            differing, String.join(" ", args));
        System.exit(1);
      }
    } finally {
      stdout.flush(); // not closed: the JVM may have more to say
    }
  }

  /** Returns the number of the first iteration with other output than iteration 1, or 0. */
  private static int benchmark(int iterations, GuestRunner runner, PrintStream stdout)
      throws Exception {
    LongSupplier clock = clock();
    long time = TimeUnit.SECONDS.toNanos(Long.getLong(SECONDS, 0));
    long end = System.nanoTime() + time;
    long latest = end + (LONGEST - 1) * time;
    List<Long> nanos = new ArrayList<>();
    byte[] expected = null;
    while (nanos.size() < iterations || System.nanoTime() - end < 0) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      nanos.add(timed(runner, clock, bytes, nanos.isEmpty() ? stdout : null));
      if (expected == null) {
        expected = bytes.toByteArray();
      } else if (!Arrays.equals(expected, bytes.toByteArray())) {
        return nanos.size();
      }
      long now = System.nanoTime();
      if (now - end >= 0 && now - latest < 0 && getsFaster(array(nanos))) {
        end += time / 5;
      }
    }
    if (OUTPUT.get() == null) {
      report(array(nanos));
    }
    return 0;
  }

  private static long[] array(List<Long> nanos) {
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * True if the iterations of the last third of the time are faster than those of the third before,
   * by their medians.
   */
  static boolean getsFaster(long[] nanos) {
    long third = Arrays.stream(nanos).sum() / 3;
    int last = startOfLast(third, nanos, nanos.length);
    int before = startOfLast(third, nanos, last);
    return before < last
        && last < nanos.length
        && median(nanos, last, nanos.length) < FASTER * median(nanos, before, last);
  }

  /** Where the iterations start that took this long, up to one of them. */
  private static int startOfLast(long time, long[] nanos, int end) {
    int start = end;
    for (long passed = 0; start > 0 && passed < time; ) {
      passed += nanos[--start];
    }
    return start;
  }

  private static LongSupplier clock() {
    return Boolean.getBoolean(CPU)
        ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime
        : System::nanoTime;
  }

  private static long timed(
      GuestRunner runner, LongSupplier clock, ByteArrayOutputStream bytes, PrintStream copy)
      throws Exception {
    PrintStream captured = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    long start = clock.getAsLong();
    try {
      runner.run(captured);
      captured.flush();
      return clock.getAsLong() - start;
    } finally {
      captured.flush();
      if (copy != null) {
        bytes.writeTo(copy);
        copy.flush();
      }
    }
  }

  private static void report(long[] nanos) {
    System.err.printf(
        Locale.ROOT,
        "bench: first_ms=%.3f steady_ms=%.3f iterations=%d%n",
        nanos[0] / NANOS_PER_MILLI,
        steadyNanos(nanos) / NANOS_PER_MILLI,
        nanos.length);
  }

  /** The median of the last half (rounded up) of the iterations. */
  static double steadyNanos(long[] nanos) {
    return median(nanos, nanos.length / 2, nanos.length);
  }

  private static double median(long[] nanos, int from, int to) {
    long[] some = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(some);
    int middle = some.length / 2;
    return some.length % 2 == 1 ? some[middle] : (some[middle - 1] + some[middle]) / 2.0;
  }

  private static PrintStream standardOutput() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
        false,
        StandardCharsets.UTF_8);
  }
}
