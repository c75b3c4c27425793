package dev.metajit.backend.jvm;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Which locals the parameters of a generated method stand in, and how its descriptor names them.
 */
final class Parameters {
  private final List<Kind> kinds;
  private final List<Integer> locals = new ArrayList<>();
  private final int end;

  /**
   * @param kinds of the parameters
   * @param first the local of the first of them
   */
  Parameters(List<Kind> kinds, int first) {
    this.kinds = kinds;
    int next = first;
    for (Kind kind : kinds) {
      locals.add(next);
      next += Instructions.type(kind).getSize();
    }
    this.end = next;
  }

  static List<Kind> kinds(List<? extends Value> values) {
    return values.stream().map(Value::kind).toList();
  }

  List<Kind> kinds() {
    return kinds;
  }

  int count() {
    return locals.size();
  }

  /** The local of the parameter with this number. */
  int local(int number) {
    return locals.get(number);
  }

  /** The first local behind them. */
  int end() {
    return end;
  }

  /** Their part of the method's descriptor. */
  String descriptor() {
    StringBuilder text = new StringBuilder();
    kinds.forEach(kind -> text.append(Instructions.type(kind).getDescriptor()));
    return text.toString();
  }
}
