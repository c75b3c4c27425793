package dev.metajit.agent.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.metajit.driver.LogSpec;

/**
 * Logback, set up by code alone: neither {@code logback.xml} nor the application's {@code
 * logback.configurationFile} has a say. Warnings of everybody and everything of the chosen sections
 * go to stderr; if there is a file, everything goes to the file, and warnings to stderr as well.
 */
final class LogAppenders {
  private final LogSpec spec;

  private LogAppenders(LogSpec spec) {
    this.spec = spec;
  }

  /** Sets a context up for what is to be logged. */
  static void add(LoggerContext context, LogSpec spec) {
    new LogAppenders(spec).add(context);
  }

  private void add(LoggerContext context) {
    context.setName("metajit");
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    OutputStreamAppender<ILoggingEvent> stderr = new OutputStreamAppender<>();
    stderr.setOutputStream(new Stderr());
    if (!spec.file().isEmpty()) {
      root.addAppender(started(file(), context));
      stderr.addFilter(warnings());
    }
    root.addAppender(started(stderr, context));
    for (String section : spec.sections()) {
      context.getLogger("jit." + section).setLevel(Level.TRACE);
    }
  }

  private static OutputStreamAppender<ILoggingEvent> started(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("[%logger] %msg%n%ex");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  /** Where there is a file for everything, warnings alone go to stderr as well. */
  private static ThresholdFilter warnings() {
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(Level.WARN.levelStr);
    filter.start();
    return filter;
  }

  private FileAppender<ILoggingEvent> file() {
    FileAppender<ILoggingEvent> file = new FileAppender<>();
    file.setFile(spec.file().replace("%p", String.valueOf(ProcessHandle.current().pid())));
    file.setAppend(false);
    return file;
  }
}
