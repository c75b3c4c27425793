package dev.metajit.backend.x64;

import dev.metajit.backend.memory.HeapWindow;
import dev.metajit.backend.memory.NativeFrame;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.util.List;

/** Says why a trace cannot become machine code. */
final class X64Support {
  private static final int MAX_VARIABLES = NativeFrame.SPILL_SLOTS / 2;

  /** Half of the transfer slots: references may be there twice. */
  private static final int MAX_VALUES = NativeFrame.TRANSFER_SLOTS / 2;

  private final X64Rules rules;
  private final boolean heap;

  X64Support(X64Rules rules, boolean heap) {
    this.rules = rules;
    this.heap = heap;
  }

  /** The reason in one line, or null if the trace is supported. */
  String unsupported(Trace trace) {
    if (trace.variableCount() > MAX_VARIABLES) {
      return "more than " + MAX_VARIABLES + " values in one trace";
    }
    String reason = tooMany(trace.inputs());
    for (Operation operation : trace.operations()) {
      reason = reason == null ? unsupported(operation) : reason;
    }
    return reason;
  }

  private String tooMany(List<? extends Value> values) {
    if (values.size() > MAX_VALUES) {
      return "more than " + MAX_VALUES + " values in and out";
    }
    long references = values.stream().filter(value -> value.kind() == Kind.REF).count();
    if (heap && references > HeapWindow.EXPORT_COUNT) {
      return "more than " + HeapWindow.EXPORT_COUNT + " references in and out";
    }
    return null;
  }

  private String unsupported(Operation operation) {
    Op op = operation.op();
    if (!rules.supports(op) || !heap && comparesReferences(operation)) {
      return op.text() + ": " + rules.missing(op);
    }
    String reason = rules.unsupportedOperand(operation);
    if (reason == null && operation.exit() != null) {
      return tooMany(op.isGuard() ? operation.exit().failArguments() : operation.arguments());
    }
    return reason;
  }

  /** True if it compares references with anything but null. */
  static boolean comparesReferences(Operation operation) {
    return switch (operation.op()) {
      case REF_EQ, REF_NE -> operation.arguments().stream().noneMatch(X64Support::isNull);
      case GUARD_VALUE ->
          operation.argument(0).kind() == Kind.REF && !isNull(operation.argument(1));
      default -> false;
    };
  }

  private static boolean isNull(Value value) {
    return value instanceof Constant constant && constant.isNull();
  }
}
