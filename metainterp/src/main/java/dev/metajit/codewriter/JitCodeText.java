package dev.metajit.codewriter;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import java.util.StringJoiner;

/**
 * The text form of {@link JitCode}, for tests and logs. One instruction per line: position,
 * destination, name, operands. Registers are {@code r0}, constants their value, jump targets {@code
 * L} and the position.
 */
public final class JitCodeText {
  private static final Op[] OPS = Op.values();
  private static final Kind[] KINDS = Kind.values();
  private static final Storage[] STORAGES = Storage.values();

  private JitCodeText() {}

  /** The whole code, jump targets and exception table included. */
  public static String print(JitCode code) {
    StringBuilder text = new StringBuilder();
    for (int pc = 0; pc < code.code().length; pc = code.next(pc)) {
      text.append("%4d  %s%n".formatted(pc, print(code, pc)).replace("\r", ""));
    }
    for (Handler handler : code.handlers()) {
      String type = handler.type() == null ? "any" : handler.type().name();
      text.append(
          "      try %d..%d catch %s r%d goto L%d\n"
              .formatted(
                  handler.start(),
                  handler.end(),
                  type,
                  handler.exceptionRegister(),
                  handler.target()));
    }
    return text.toString();
  }

  /** One instruction. */
  public static String print(JitCode code, int pc) {
    JitOp op = code.opAt(pc);
    String destination = "";
    StringJoiner operands = new StringJoiner(", ", "(", ")");
    String name = op.name().toLowerCase(java.util.Locale.ROOT);
    int position = pc + 1;
    for (char role : op.layout().toCharArray()) {
      int operand = code.code()[position++];
      switch (role) {
        case 'd' -> destination = operand < 0 ? "" : "r" + operand + " = ";
        case 's' -> operands.add(source(code, operand));
        case 'L' -> operands.add("L" + operand);
        case 'p' ->
            operands.add(
                String.valueOf(
                    code.pool()[operand] instanceof SwitchTable table
                        ? print(table)
                        : code.pool()[operand]));
        case 'o' -> name += " " + OPS[operand].text();
        case 'k' -> name += "_" + KINDS[operand].name().toLowerCase(java.util.Locale.ROOT);
        case 't' -> name += "_" + STORAGES[operand].name().toLowerCase(java.util.Locale.ROOT);
        default -> {
          for (int i = 0; i < operand; i++) {
            operands.add(source(code, code.code()[position++]));
          }
        }
      }
    }
    return destination + name + operands;
  }

  private static String source(JitCode code, int operand) {
    if (operand < code.registerCount()) {
      return "r" + operand;
    }
    Constant constant = code.constants()[operand - code.registerCount()];
    return constant.ref() instanceof String text ? "\"" + text + "\"" : constant.toString();
  }

  private static String print(SwitchTable table) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < table.keys().length; i++) {
      text.add(table.keys()[i] + ": L" + table.targets()[i]);
    }
    return text.add("default: L" + table.defaultTarget()).toString();
  }
}
