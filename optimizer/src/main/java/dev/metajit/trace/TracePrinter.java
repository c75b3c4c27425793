package dev.metajit.trace;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what {@link TraceText} describes. */
final class TracePrinter {
  private final TraceNames names;
  private final Map<Variable, String> renamed;

  TracePrinter(TraceNames names) {
    this(names, Map.of());
  }

  private TracePrinter(TraceNames names, Map<Variable, String> renamed) {
    this.names = names;
    this.renamed = renamed;
  }

  /** A printer that numbers the trace's variables in the order of their definitions. */
  static TracePrinter renaming(Trace trace, TraceNames names) {
    Map<Variable, String> renamed = new IdentityHashMap<>();
    for (Variable input : trace.inputs()) {
      renamed.put(input, "" + input.kind().letter() + renamed.size());
    }
    for (Operation operation : trace.operations()) {
      Variable result = operation.result();
      if (result != null) {
        renamed.put(result, "" + result.kind().letter() + renamed.size());
      }
    }
    return new TracePrinter(names, renamed);
  }

  String trace(Trace trace) {
    StringBuilder text = new StringBuilder();
    if (trace.token() != null) {
      text.append(trace.token().text()).append(": ");
    }
    text.append('[').append(values(trace.inputs())).append("]\n");
    for (Operation operation : trace.operations()) {
      text.append(operation(operation, trace.token())).append('\n');
    }
    return text.toString();
  }

  /** The operation; {@code own} is the token that a jump leaves out, or null. */
  String operation(Operation operation, TargetToken own) {
    String left = operation.result() == null ? "" : value(operation.result()) + " = ";
    String right = operation.op().isGuard() ? " [" + failArguments(operation.exit()) + "]" : "";
    return left + operation.op().text() + "(" + arguments(operation, own) + ")" + right;
  }

  private String arguments(Operation operation, TargetToken own) {
    List<String> parts = new ArrayList<>();
    operation.arguments().forEach(argument -> parts.add(value(argument)));
    Descr descr = operation.descr();
    if (operation.op() == Op.JUMP) {
      if (descr != null && descr != own) {
        parts.add("target=" + descr.text());
      }
    } else if (descr != null) {
      parts.add(descr instanceof LocationDescr ? quote(descr.text()) : descr.text());
    }
    return String.join(", ", parts);
  }

  private String failArguments(Exit exit) {
    if (exit == null) {
      return "";
    }
    if (exit.snapshot() == null) {
      return values(exit.failArguments());
    }
    StringBuilder text = new StringBuilder(values(exit.snapshot().values()));
    for (Snapshot frame = exit.snapshot().caller(); frame != null; frame = frame.caller()) {
      text.append(" | ").append(values(frame.values()));
    }
    return text.toString();
  }

  private String values(List<? extends Value> values) {
    return values.stream().map(this::value).collect(Collectors.joining(", "));
  }

  private String value(Value value) {
    return value instanceof Variable variable
        ? renamed.getOrDefault(variable, variable.toString())
        : ConstantText.print((Constant) value, names);
  }

  private static String quote(String text) {
    String escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
    return "'" + escaped + "'";
  }
}
