package dev.metajit.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link TraceText} describes. */
final class TraceParser {
  private static final Pattern HEADER = Pattern.compile("(?:([^\\[\\]]+):\\s*)?\\[(.*)\\]");
  private static final Pattern VARIABLE = Pattern.compile("([ilfdr])(\\d{1,9})");
  private static final Pattern OPERATION =
      Pattern.compile("(?:(\\S+)\\s*=\\s*)?([a-z_0-9]+)\\s*\\((.*)\\)\\s*(?:\\[(.*)\\])?");
  private static final String TARGET = "target=";

  private final TraceNames names;
  private final List<Trace> traces = new ArrayList<>();
  private Map<String, Variable> variables;
  private Trace trace;

  TraceParser(TraceNames names) {
    this.names = names;
  }

  List<Trace> parse(String text) {
    String[] lines = text.split("\\R");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parseLine(i + 1, line);
      }
    }
    return traces;
  }

  private void parseLine(int number, String line) {
    try {
      Matcher header = HEADER.matcher(line);
      if (!line.contains("(") && header.matches()) {
        header(header.group(1), header.group(2));
      } else {
        operation(line);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line " + number + ": " + e.getMessage() + " in: " + line, e);
    }
  }

  private void header(String name, String inputs) {
    trace = new Trace(name == null ? null : names.targetOf(name.strip()));
    variables = new HashMap<>();
    traces.add(trace);
    for (String input : ArgumentSplitter.split(inputs)) {
      trace.addInput(define(input));
    }
  }

  private void operation(String line) {
    Matcher matcher = OPERATION.matcher(line);
    if (trace == null) {
      throw new IllegalArgumentException("expected the inputs of a trace");
    }
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected an operation");
    }
    Op op = Op.ofText(matcher.group(2));
    if (op == null) {
      throw new IllegalArgumentException("expected an operation, not " + matcher.group(2));
    }
    List<String> parts = new ArrayList<>(ArgumentSplitter.split(matcher.group(3)));
    Descr descr = descr(op, parts);
    List<Value> arguments = arguments(op, parts);
    Exit exit = exit(op, arguments, descr, matcher.group(4));
    trace.add(new Operation(op, result(op, matcher.group(1)), arguments, descr, exit));
  }

  /** Takes the descriptor off the end of the arguments. */
  private Descr descr(Op op, List<String> parts) {
    if (!op.is(Op.Flag.DESCR)) {
      return null;
    }
    String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    if (op == Op.JUMP && !last.startsWith(TARGET)) {
      return ownToken();
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("expected a descriptor as the last argument");
    }
    parts.remove(parts.size() - 1);
    String text = op == Op.JUMP ? last.substring(TARGET.length()) : last;
    return names.descrOf(op, op == Op.DEBUG_MERGE_POINT ? ArgumentSplitter.unquote(text) : text);
  }

  private TargetToken ownToken() {
    if (trace.token() == null) {
      throw new IllegalArgumentException("expected " + TARGET + "name");
    }
    return trace.token();
  }

  private List<Value> arguments(Op op, List<String> parts) {
    List<Kind> kinds = op.operands();
    if (!op.isVariadic() && parts.size() != kinds.size()) {
      throw new IllegalArgumentException(
          "expected " + kinds.size() + " arguments, not " + parts.size());
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      values.add(value(parts.get(i), op.isVariadic() ? Kind.VOID : kinds.get(i)));
    }
    return values;
  }

  private Value value(String text, Kind kind) {
    Value value = value(text);
    if (kind != Kind.VOID && value.kind() != kind) {
      throw new IllegalArgumentException("expected a value of kind " + kind + ", not " + text);
    }
    return value;
  }

  private Value value(String text) {
    Variable variable = variables.get(text);
    if (variable != null) {
      return variable;
    }
    Constant constant = ConstantText.parse(text, names);
    if (constant == null) {
      throw new IllegalArgumentException("expected a constant or a defined variable, not " + text);
    }
    return constant;
  }

  private Variable result(Op op, String text) {
    if (op.result() == Kind.VOID) {
      if (text != null) {
        throw new IllegalArgumentException("expected no result");
      }
      return null;
    }
    if (text == null || text.charAt(0) != op.result().letter()) {
      throw new IllegalArgumentException("expected a result of kind " + op.result());
    }
    return define(text);
  }

  private Variable define(String text) {
    Matcher matcher = VARIABLE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a variable, not '" + text + "'");
    }
    Kind kind = Kind.ofLetter(text.charAt(0));
    Variable variable = new Variable(kind, Integer.parseInt(matcher.group(2)));
    if (variables.put(text, variable) != null) {
      throw new IllegalArgumentException("expected a new variable, not " + text);
    }
    return variable;
  }

  private Exit exit(Op op, List<Value> arguments, Descr descr, String brackets) {
    if (op.isGuard() != (brackets != null)) {
      String what = op.isGuard() ? "expected fail arguments" : "expected no fail arguments";
      throw new IllegalArgumentException(what);
    }
    if (op.isGuard()) {
      return guardExit(brackets);
    }
    if (!op.isFinal()) {
      return null;
    }
    Exit exit =
        switch (op) {
          case JUMP -> Exit.ofJump((TargetToken) descr);
          case FINISH -> new Exit(Exit.Type.RETURN);
          default -> new Exit(Exit.Type.THROW);
        };
    exit.setFailArguments(arguments);
    return exit;
  }

  private Exit guardExit(String brackets) {
    String[] frames = brackets.split("\\|", -1);
    List<Value> all = new ArrayList<>();
    Snapshot snapshot = null;
    for (int i = frames.length - 1; i >= 0; i--) {
      List<Value> values = ArgumentSplitter.split(frames[i]).stream().map(this::value).toList();
      snapshot = new Snapshot(null, 0, values, snapshot);
      all.addAll(0, values);
    }
    Exit exit = Exit.ofGuard(snapshot);
    exit.setFailArguments(all);
    return exit;
  }
}
