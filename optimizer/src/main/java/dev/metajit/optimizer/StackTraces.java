package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import java.util.Set;

/**
 * Stack traces of exceptions. To fill one in takes most of the time that it takes to throw, and a
 * virtual exception that is caught and dropped needs none.
 */
final class StackTraces {
  private static final String FILL_IN = "java.lang.Throwable.fillInStackTrace";

  /** What filling in sets, of the fields that are not the JVM's alone. */
  private static final Set<String> SET = Set.of("stackTrace", "backtrace", "depth");

  private StackTraces() {}

  /** True for a call that fills in the stack trace of its argument, and returns the argument. */
  static boolean isFilledInBy(Operation operation) {
    return operation.op() == Op.CALL_REF
        && operation.arguments().size() == 1
        && operation.call().name().equals(FILL_IN);
  }

  /**
   * True if the call that is still to come would set the field.
   *
   * @param completion as in {@link Virtual#completion}
   */
  static boolean isSetBy(CallDescr completion, FieldDescr field) {
    return completion != null && field.owner() == Throwable.class && SET.contains(field.name());
  }
}
