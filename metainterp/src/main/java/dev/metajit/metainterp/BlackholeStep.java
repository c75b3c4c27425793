package dev.metajit.metainterp;

import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.CallSiteRef;
import dev.metajit.codewriter.Calls;
import dev.metajit.codewriter.ConstantRef;
import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.JitOp;
import dev.metajit.codewriter.MethodRef;
import dev.metajit.codewriter.SwitchTable;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.lang.reflect.Array;

/**
 * The instructions of one frame, executed for real. What they throw is thrown; the position is then
 * still theirs.
 */
final class BlackholeStep {
  private static final Op[] OPS = Op.values();

  /** Why {@link #run} came back. */
  enum Stop {
    MERGE_POINT,
    RETURN,
    TOO_MANY_ROUNDS
  }

  private final BlackholeFrame frame;
  private final JitCode jitCode;
  private final int[] code;
  private final Object[] pool;
  private final long[] longs;
  private final Object[] refs;
  private final CallResult result;

  /** How often the position may still move back. */
  private int roundsLeft;

  BlackholeStep(BlackholeFrame frame, CallResult result) {
    this(frame, result, Integer.MAX_VALUE);
  }

  /**
   * Executes the frame.
   *
   * @param rounds how often its loops may come round; the greatest int is without end
   */
  BlackholeStep(BlackholeFrame frame, CallResult result, int rounds) {
    this.roundsLeft = rounds;
    this.frame = frame;
    this.jitCode = frame.code;
    this.code = jitCode.code();
    this.pool = jitCode.pool();
    this.longs = frame.longs;
    this.refs = frame.refs;
    this.result = result;
  }

  /**
   * Executes until the merge point, with the position there, until the method returns, or until its
   * loops have come round too often.
   */
  Stop run() throws Throwable {
    while (true) {
      int pc = frame.pc;
      JitOp op = JitOp.of(code[pc]);
      switch (op) {
        case MERGE_POINT -> {
          return Stop.MERGE_POINT;
        }
        case RETURN_VOID -> {
          return Stop.RETURN;
        }
        case RETURN -> {
          result.bits = longs[code[pc + 2]];
          result.ref = refs[code[pc + 2]];
          return Stop.RETURN;
        }
        case THROW -> throw (Throwable) BlackholeMemory.nonNull(refs[code[pc + 1]]);
        case GOTO -> frame.pc = code[pc + 1];
        case BRANCH_IF -> frame.pc = holds(pc) ? code[pc + 4] : pc + 5;
        case BRANCH_IF_NOT -> frame.pc = holds(pc) ? pc + 5 : code[pc + 4];
        case SWITCH ->
            frame.pc = ((SwitchTable) pool[code[pc + 2]]).targetOf((int) longs[code[pc + 1]]);
        default -> {
          execute(op, pc);
          frame.pc = jitCode.next(pc);
        }
      }
      if (frame.pc <= pc && roundsLeft != Integer.MAX_VALUE && --roundsLeft < 0) {
        return Stop.TOO_MANY_ROUNDS;
      }
    }
  }

  private boolean holds(int pc) {
    Op comparison = OPS[code[pc + 1]];
    int left = code[pc + 2];
    int right = code[pc + 3];
    return switch (comparison) {
      case REF_EQ -> refs[left] == refs[right];
      case REF_NE -> refs[left] != refs[right];
      default -> Evaluator.evaluate(comparison, longs[left], longs[right]) != 0;
    };
  }

  private void execute(JitOp op, int pc) throws Throwable {
    switch (op) {
      case MOVE, PROMOTE -> move(code[pc + 2], code[pc + 3]);
      case DIVIDE ->
          longs[code[pc + 2]] = divide(OPS[code[pc + 1]], longs[code[pc + 3]], longs[code[pc + 4]]);
      case PRIMITIVE ->
          longs[code[pc + 2]] =
              Evaluator.evaluate(OPS[code[pc + 1]], longs[code[pc + 3]], longs[code[pc + 4]]);
      case EXACT ->
          longs[code[pc + 2]] = exact(OPS[code[pc + 1]], longs[code[pc + 3]], longs[code[pc + 4]]);
      case ARRAY_LENGTH ->
          longs[code[pc + 1]] = Array.getLength(BlackholeMemory.nonNull(refs[code[pc + 2]]));
      case INVOKE -> invoke(pc, callee(pc));
      case INVOKE_HANDLE -> invoke(pc, ((CallSiteRef) pool[code[pc + 2]]).link());
      case LOAD_CONSTANT -> refs[code[pc + 1]] = ((ConstantRef) pool[code[pc + 2]]).resolve();
      case RECORD_EXACT_CLASS -> refs[code[pc + 1]] = refs[code[pc + 2]];
      case IS_CONSTANT -> longs[code[pc + 2]] = 0;
      case IS_VIRTUAL, IS_JITTED -> longs[code[pc + 1]] = 0;
      case CAN_ENTER_JIT -> {}
      default -> BlackholeMemory.execute(op, frame, pc);
    }
  }

  private void move(int destination, int source) {
    longs[destination] = longs[source];
    refs[destination] = refs[source];
  }

  /** Tests the divisor itself: where HotSpot does, it may leave out the message. */
  private static long divide(Op op, long left, long right) {
    if (right == 0) {
      throw new ArithmeticException("/ by zero");
    }
    return Evaluator.evaluate(op, left, right);
  }

  private static long exact(Op op, long left, long right) {
    if (Evaluator.overflows(op, left, right)) {
      boolean wide = op.result() == Kind.LONG;
      throw new ArithmeticException(wide ? "long overflow" : "integer overflow");
    }
    return Evaluator.evaluate(op, left, right);
  }

  /** Tests the receiver itself: a method handle has a message of its own for null. */
  private CallDescr callee(int pc) {
    MethodRef method = (MethodRef) pool[code[pc + 2]];
    CallDescr call = method.callDescr();
    if (method.mode() != MethodRef.Mode.STATIC) {
      BlackholeMemory.nonNull(refs[code[pc + 4]]);
    }
    return call;
  }

  private void invoke(int pc, CallDescr callee) throws Throwable {
    Calls.invoke(callee, longs, refs, code, pc + 4, result);
    int destination = code[pc + 1];
    if (destination >= 0) {
      longs[destination] = result.bits;
      refs[destination] = result.ref;
    }
  }
}
