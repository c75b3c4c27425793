package dev.metajit.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Listens to the JIT's log: counts what was compiled, and keeps internal errors. */
final class JitWatch extends AppenderBase<ILoggingEvent> {
  private static final int ENOUGH = 20;
  private static final List<String> COUNTED = List.of("compile", "abort");

  private List<String> shown = List.of();
  private boolean prints;
  private final TreeMap<String, Integer> counts = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();

  /**
   * Starts to listen.
   *
   * @param shown sections of the log that are printed too
   */
  static JitWatch install(List<String> shown) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JitWatch watch = new JitWatch();
    watch.setContext(context);
    watch.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(watch);
    COUNTED.forEach(section -> context.getLogger("jit." + section).setLevel(Level.DEBUG));
    for (String section : shown) {
      context.getLogger("jit." + section).setLevel(Level.TRACE);
    }
    watch.shown = shown;
    return watch;
  }

  @Override
  protected synchronized void append(ILoggingEvent event) {
    if (prints
        && shown.contains(
            event.getLoggerName().substring(event.getLoggerName().indexOf('.') + 1))) {
      System.out.println(event.getFormattedMessage());
    }
    boolean isCompile = event.getLoggerName().equals("jit.compile");
    if (isCompile && event.getArgumentArray() != null) {
      count(event.getArgumentArray()[0].toString());
    } else if (event.getLevel() == Level.WARN) {
      count(event.getLoggerName().equals("jit.verify") ? "verify" : "internal errors");
      if (errors.size() < ENOUGH) {
        errors.add(event.getFormattedMessage());
      }
    } else if (event.getLoggerName().equals("jit.abort") && event.getThrowableProxy() == null) {
      count(abortReason(event.getArgumentArray()));
    }
  }

  /**
   * Of a trace that was given up, or of a method that is not traced into: the reason comes third,
   * or second.
   */
  private static String abortReason(Object[] arguments) {
    return "abort: " + arguments[arguments.length > 2 ? 2 : 1];
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** The value of the option {@code log} with which a JIT tells what is listened for. */
  String sections() {
    Set<String> all = new LinkedHashSet<>(COUNTED);
    all.addAll(shown);
    return String.join("+", all);
  }

  /** Whether what {@link #install} named is printed; off at first. */
  synchronized void print(boolean on) {
    prints = on;
  }

  /** What was counted so far. */
  synchronized String counts() {
    return counts.toString();
  }

  /** Internal errors, and what {@code jit.verify} has found, since the last call. */
  synchronized List<String> takeErrors() {
    List<String> taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }
}
