package dev.metajit.warm;

import dev.metajit.metainterp.GreenKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * What a run came to, in numbers, for {@code jit.log=stats}: how often compiled code was entered
 * and left, and which guards failed most. Kept only if somebody asks for it.
 */
final class Statistics {
  private static final int GUARDS = 10;

  /** What is counted. */
  enum Counter {
    /** Compiled code was entered from the interpreter. */
    ENTERED,
    /** Compiled code called a guest function by way of a state. */
    CALLED,
    /** A guest function that was called directly was left before its end. */
    LEFT,
    /** A guard failed, and the interpreter went on. */
    FAILED,
    /** A recording of a loop or function was started. */
    RECORDED,
    /** A recording of a bridge was started. */
    BRIDGES_RECORDED,
    /** A recording, or what was recorded, was given up. */
    ABORTED,
    /** A loop, function or bridge was compiled. */
    COMPILED,
    /** One more way into a loop was made for a bridge. */
    WAYS,
    /** A variant of a guest function was compiled. */
    VARIANTS,
    /** Code that did not pay was taken out of use. */
    RETIRED,
    /** Code that was not entered for long was dropped. */
    AGED,
    /** An exit was looked at by {@code jit.verify}. */
    VERIFIED,
    /** Something at an exit was not as the trace counted on. */
    DIFFERENT
  }

  private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);
  private final Queue<GuardRecord> guards = new ConcurrentLinkedQueue<>();
  private final boolean on;

  /**
   * @param on whether anything is kept
   */
  Statistics(boolean on) {
    this.on = on;
    for (Counter counter : Counter.values()) {
      counters.put(counter, new LongAdder());
    }
  }

  void count(Counter counter) {
    if (on) {
      counters.get(counter).increment();
    }
  }

  void add(GuardRecord guard) {
    if (on) {
      guards.add(guard);
    }
  }

  /** A line of counters, and one for each of the guards that failed most. */
  List<String> lines(Function<GreenKey, String> locations) {
    List<String> lines = new ArrayList<>();
    StringBuilder counts = new StringBuilder();
    counters.forEach(
        (counter, count) ->
            counts
                .append(counts.isEmpty() ? "" : " ")
                .append(counter.name().toLowerCase(Locale.ROOT))
                .append('=')
                .append(count.sum()));
    lines.add(counts.toString());
    guards.stream()
        .filter(guard -> guard.allFailures() > 0)
        .sorted(Comparator.comparingLong(guard -> -guard.allFailures()))
        .limit(GUARDS)
        .forEach(guard -> lines.add(line(guard, locations)));
    return lines;
  }

  private static String line(GuardRecord guard, Function<GreenKey, String> locations) {
    return "failed "
        + guard.allFailures()
        + " times: "
        + guard.guard.text()
        + " in "
        + locations.apply(guard.tree.cell.key)
        + ", "
        + guard.fate();
  }
}
