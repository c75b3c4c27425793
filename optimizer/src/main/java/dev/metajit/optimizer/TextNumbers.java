package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.util.Map;

/**
 * A number that was made a text and is read from it again: {@code parseLong(toString(x))} is {@code
 * x}. The text need not be made for it, if it has not been yet.
 */
final class TextNumbers {
  /** Who reads what whom has written. */
  private static final Map<String, String> SAME_KIND =
      Map.of(
          "java.lang.Long.parseLong", "java.lang.Long.toString",
          "java.lang.Integer.parseInt", "java.lang.Integer.toString");

  private TextNumbers() {}

  /** The number that the call reads, or null if it is not known. */
  static Value parsed(Operation operation, Walk walk) {
    CallDescr call = operation.call();
    Virtual text =
        call.effect().isElidable() && call.parameters().size() == 1
            ? walk.facts().virtual(operation.argument(0))
            : null;
    if (text == null || !(text.type() instanceof CallDescr writer) || text.isBox()) {
      return null;
    }
    if (writer.name().equals(SAME_KIND.get(call.name()))) {
      return walk.facts().resolve(text.item(0));
    }
    return call.name().equals("java.lang.Long.parseLong")
            && writer.name().equals("java.lang.Integer.toString")
        ? walk.compute(Op.INT_TO_LONG, null, text.item(0))
        : null;
  }
}
