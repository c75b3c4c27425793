package dev.metajit.codewriter;

import dev.metajit.driver.Portal;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import java.util.List;

/**
 * What the {@link Flattener} makes of a method.
 *
 * @param registerCount number of registers
 * @param constants the constants
 * @param code instructions and operands
 * @param pool what operands {@code p} index
 * @param lines pairs of a position and the source line from there on, positions rising
 * @param handlers the exception table
 * @param parameterRegisters registers of the parameters
 * @param parameterKinds kinds of the parameters
 * @param hasLoop true if there is a loop
 * @param portal the portal, or {@code null}
 * @param mergePointPc position of the merge point, or -1
 */
record JitCodeBody(
    int registerCount,
    Constant[] constants,
    int[] code,
    Object[] pool,
    int[] lines,
    List<Handler> handlers,
    int[] parameterRegisters,
    Kind[] parameterKinds,
    boolean hasLoop,
    Portal portal,
    int mergePointPc) {
  /** Position of the instruction after the one at {@code pc}. */
  int next(int pc) {
    String layout = JitOp.of(code[pc]).layout();
    int position = pc + 1;
    for (int i = 0; i < layout.length(); i++) {
      position += layout.charAt(i) == '*' ? 1 + code[position] : 1;
    }
    return position;
  }

  int lineOf(int pc) {
    int line = -1;
    for (int i = 0; i < lines.length && lines[i] <= pc; i += 2) {
      line = lines[i + 1];
    }
    return line;
  }
}
