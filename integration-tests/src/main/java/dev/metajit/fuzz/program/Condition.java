package dev.metajit.fuzz.program;

import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * A jump instruction with what it compares: IFEQ, IF_ICMPLT, IF_ACMPEQ, IFNULL and so on; GOTO for
 * always.
 */
public record Condition(int opcode, List<Expression> arguments) {
  /** Holds always. */
  public static final Condition ALWAYS = new Condition(Opcodes.GOTO, List.of());
}
