package dev.metajit.backend.x64;

import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import java.util.EnumMap;
import java.util.Map;

/** Which operations there are instructions for on this CPU, and what the others lack. */
final class X64Rules {
  private static final int DEFAULT_WEIGHT = 1;
  private static final int DIVISION_WEIGHT = 16;

  private final Map<Op, Rule> rules = new EnumMap<>(Op.class);
  private final Map<Op, String> missing = new EnumMap<>(Op.class);
  private final X64Features features;
  private final X64HeapAccess heap;

  /**
   * The rules.
   *
   * @param heap how machine code sees the heap, or null if it may not
   */
  X64Rules(X64Features features, X64HeapAccess heap, String noHeapReason) {
    this.features = features;
    this.heap = heap;
    X64IntegerRules.addTo(this);
    X64BitRules.addTo(this);
    X64FloatRules.addTo(this);
    X64ConversionRules.addTo(this);
    X64GuardRules.addTo(this);
    if (heap != null) {
      X64HeapRules.addTo(this, heap);
    } else {
      X64HeapRules.ops().forEach(op -> missing.putIfAbsent(op, noHeapReason));
      missing.put(Op.REF_EQ, noHeapReason);
      missing.put(Op.REF_NE, noHeapReason);
      missing.put(Op.GUARD_VALUE, noHeapReason);
    }
  }

  X64Features features() {
    return features;
  }

  /** How machine code sees the heap; null if it may not. */
  X64HeapAccess heap() {
    return heap;
  }

  void add(Op op, Rule rule) {
    rules.put(op, rule);
  }

  /** A rule that needs something of the CPU. */
  void addIf(boolean available, String feature, Op op, Rule rule) {
    if (available) {
      rules.put(op, rule);
    } else {
      lacks(op, "the CPU has no " + feature);
    }
  }

  /** There is no rule, for this reason. */
  void lacks(Op op, String reason) {
    missing.put(op, reason);
  }

  /** The rule of a supported operation. */
  Rule rule(Op op) {
    Rule rule = rules.get(op);
    if (rule == null) {
      throw new IllegalArgumentException("not supported: " + op.text());
    }
    return rule;
  }

  /** True if there is a rule; operations without code count. */
  boolean supports(Op op) {
    return rules.containsKey(op) || op == Op.JUMP || op.is(Op.Flag.MARKER);
  }

  /** Why there is no rule. */
  String missing(Op op) {
    return missing.getOrDefault(op, "machine code cannot do it");
  }

  /** Why the operation's descriptor is beyond its rule, or null. */
  String unsupportedOperand(Operation operation) {
    return heap == null ? null : X64HeapRules.unsupportedOperand(operation);
  }

  /** About how many cheap instructions the operation is worth. */
  int weight(Op op) {
    return switch (op) {
      case DOUBLE_DIV, FLOAT_DIV, DOUBLE_SQRT, FLOAT_SQRT -> DIVISION_WEIGHT;
      case DOUBLE_REM, FLOAT_REM -> 100;
      default -> {
        boolean memory = op.isLoad() || op.isStore();
        yield op.isIntegerDivision() ? DIVISION_WEIGHT : memory ? 4 : DEFAULT_WEIGHT;
      }
    };
  }
}
