package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.program.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** The instructions that take values from the operand stack and leave one there. */
final class Rules {
  /** An instruction with the types of its operands. */
  record Rule(int opcode, ValueType result, List<ValueType> operands) {}

  static final List<Rule> ALL = make();

  private Rules() {}

  /** True for the divisions that may be by zero. */
  static boolean mayThrow(Rule rule) {
    return switch (rule.opcode()) {
      case Opcodes.IDIV, Opcodes.LDIV, Opcodes.IREM, Opcodes.LREM -> true;
      default -> false;
    };
  }

  static List<Rule> of(ValueType result) {
    return ALL.stream().filter(rule -> rule.result() == result).toList();
  }

  private static List<Rule> make() {
    List<Rule> rules = new ArrayList<>();
    for (ValueType kind : ValueType.PRIMITIVES) {
      for (int opcode :
          new int[] {Opcodes.IADD, Opcodes.ISUB, Opcodes.IMUL, Opcodes.IDIV, Opcodes.IREM}) {
        rules.add(new Rule(kind.opcode(opcode), kind, List.of(kind, kind)));
      }
      rules.add(new Rule(kind.opcode(Opcodes.INEG), kind, List.of(kind)));
    }
    for (ValueType kind : List.of(ValueType.INT, ValueType.LONG)) {
      for (int opcode : new int[] {Opcodes.ISHL, Opcodes.ISHR, Opcodes.IUSHR}) {
        rules.add(new Rule(kind.opcode(opcode), kind, List.of(kind, ValueType.INT)));
      }
      for (int opcode : new int[] {Opcodes.IAND, Opcodes.IOR, Opcodes.IXOR}) {
        rules.add(new Rule(kind.opcode(opcode), kind, List.of(kind, kind)));
      }
    }
    addConversions(rules);
    addComparisons(rules);
    return rules;
  }

  /** I2L to D2F stand in the order of the kinds. */
  private static void addConversions(List<Rule> rules) {
    int opcode = Opcodes.I2L;
    for (ValueType from : ValueType.PRIMITIVES) {
      for (ValueType to : ValueType.PRIMITIVES) {
        if (from != to) {
          rules.add(new Rule(opcode++, to, List.of(from)));
        }
      }
    }
    for (int narrow : new int[] {Opcodes.I2B, Opcodes.I2C, Opcodes.I2S}) {
      rules.add(new Rule(narrow, ValueType.INT, List.of(ValueType.INT)));
    }
  }

  private static void addComparisons(List<Rule> rules) {
    addComparison(rules, Opcodes.LCMP, ValueType.LONG);
    addComparison(rules, Opcodes.FCMPL, ValueType.FLOAT);
    addComparison(rules, Opcodes.FCMPG, ValueType.FLOAT);
    addComparison(rules, Opcodes.DCMPL, ValueType.DOUBLE);
    addComparison(rules, Opcodes.DCMPG, ValueType.DOUBLE);
  }

  private static void addComparison(List<Rule> rules, int opcode, ValueType kind) {
    rules.add(new Rule(opcode, ValueType.INT, List.of(kind, kind)));
  }
}
