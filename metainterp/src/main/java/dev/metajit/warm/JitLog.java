package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.driver.LogSpec;
import dev.metajit.driver.Loggers;
import dev.metajit.driver.Portal;
import dev.metajit.metainterp.AbortReason;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * The lines of {@code jit.log}: one logger per section, named {@code jit.} and the section. The
 * logging library is not started before there is something to say.
 */
final class JitLog {
  private final Set<String> sections;
  private final Function<GreenKey, String> locations;
  private final Set<String> opaque = ConcurrentHashMap.newKeySet();

  /**
   * A log.
   *
   * @param spec the sections that somebody wants
   * @param locations says in the user's words where a location is
   */
  JitLog(LogSpec spec, Function<GreenKey, String> locations) {
    this.sections = spec.sections();
    this.locations = locations;
  }

  private boolean wants(String section) {
    return sections.contains(section);
  }

  private static Logger logger(String section) {
    return Loggers.of(section);
  }

  /** A recording, or what was recorded, was given up. */
  void abort(GreenKey key, AbortReason reason, String detail) {
    abort("", key, reason, detail);
  }

  /** The same of a bridge. */
  void abortBridge(GreenKey key, AbortReason reason, String detail) {
    abort("bridge of ", key, reason, detail);
  }

  private void abort(String what, GreenKey key, AbortReason reason, String detail) {
    if (reason == AbortReason.INTERNAL_ERROR) {
      logger("abort").warn("abort {}{}: {} ({})", what, location(key), reason.text(), detail);
    } else if (wants("abort")) {
      logger("abort")
          .debug(
              "abort {}{}: {}{}",
              what,
              location(key),
              reason.text(),
              detail == null ? "" : ": " + detail);
    }
  }

  /** A method is called where it could have been traced into; said once of each. */
  void opaque(ResolvedMethod method, String reason) {
    if (wants("abort") && opaque.add(method.toString())) {
      logger("abort").debug("called, not traced into: {}: {}", method, reason);
    }
  }

  private String location(GreenKey key) {
    return locations.apply(key);
  }

  void recorded(GreenKey key, Trace recorded) {
    if (wants("trace")) {
      logger("trace").debug("recorded {}\n{}", location(key), TraceText.print(recorded));
    }
  }

  void optimized(GreenKey key, Trace optimized) {
    if (wants("opt")) {
      logger("opt").debug("optimized {}\n{}", location(key), TraceText.print(optimized));
    }
  }

  /** One line per compiled loop or bridge. */
  void compiled(
      String what,
      GreenKey key,
      Trace recorded,
      Trace optimized,
      CompiledTrace code,
      long tracingNanos,
      long optimizingNanos,
      long compilingNanos) {
    if (wants("compile")) {
      logger("compile")
          .debug(
              "{} {} recorded={} left={} guards={} backend={} bytes={} tracing_us={} optimizing_us={}"
                  + " compiling_us={}",
              what,
              location(key),
              recorded.operations().size(),
              optimized.operations().size(),
              optimized.operations().stream().filter(o -> o.op().isGuard()).count(),
              code.backend(),
              code.codeBytes(),
              tracingNanos / 1000,
              optimizingNanos / 1000,
              compilingNanos / 1000);
    }
  }

  boolean wantsExplanations() {
    return wants("explain");
  }

  /** What became of a trace, for {@code bin/explain}. */
  void explained(String what, GreenKey key, Explanation explanation) {
    logger("explain").debug("{} {} {}", what, location(key), explanation);
  }

  /** Code was dropped since nobody had entered it for long. */
  void aged(GreenKey key) {
    if (wants("compile")) {
      logger("compile").debug("dropped {}: not entered for long", location(key));
    }
  }

  /**
   * Code that did not pay was taken out of use.
   *
   * @param wait how many arrivals are waited for before the next try, 0 for good
   */
  void retired(GreenKey key, int wait) {
    if (wants("compile")) {
      logger("compile")
          .debug(
              "retired {}: it is left too often; {}",
              location(key),
              wait == 0 ? "left to the interpreter" : "traced again after " + wait + " arrivals");
    }
  }

  /** Loops of this portal have to be hotter, or less so, before they are traced. */
  void threshold(Portal portal, int arrivals) {
    note("loops of " + portal + " are traced after " + arrivals + " arrivals from now on");
  }

  /** Another agent gives a class other code. */
  void redefined(Class<?> type) {
    note(type.getName() + " is redefined: what was compiled until now is not used any more");
  }

  void listing(GreenKey key, CompiledTrace code) {
    listing("", key, code);
  }

  void listingOfBridge(GreenKey key, CompiledTrace code) {
    listing("bridge of ", key, code);
  }

  private void listing(String what, GreenKey key, CompiledTrace code) {
    if (wantsListings()) {
      logger("asm")
          .debug("{}{} backend={}\n{}", what, location(key), code.backend(), code.listing());
    }
  }

  /** An internal error with its stack trace, for whoever asks for it. */
  void internalError(Throwable error) {
    if (wants("abort")) {
      logger("abort").debug("internal error", error);
    }
  }

  void switchedOff(int errors) {
    logger("abort")
        .warn("switched off after {} internal errors; the program goes on without the JIT", errors);
  }

  /** Why loops run as bytecode where machine code was asked for. */
  void noMachineCode(String reason) {
    logger("compile").warn("{}; loops run as JVM bytecode instead", reason);
  }

  /**
   * Something is not as it has to be where compiled code was left: Metajit is wrong, or a hint is.
   *
   * @param guard what the code was left by
   */
  void different(String guard, GreenKey key, String difference) {
    logger("verify").warn("verify: left by {} in {}: {}", guard, location(key), difference);
  }

  boolean wantsStatistics() {
    return wants("stats");
  }

  /** What the run came to. */
  void statistics(Statistics statistics) {
    statistics.lines(locations).forEach(line -> logger("stats").debug(line));
  }

  boolean wantsListings() {
    return wants("asm");
  }

  void note(String text) {
    if (wants("compile")) {
      logger("compile").debug(text);
    }
  }
}
