package dev.metajit.fuzz.program;

import dev.metajit.fuzz.program.Statement.Assign;
import dev.metajit.fuzz.program.Statement.Choose;
import dev.metajit.fuzz.program.Statement.Evaluate;
import dev.metajit.fuzz.program.Statement.If;
import dev.metajit.fuzz.program.Statement.Jump;
import dev.metajit.fuzz.program.Statement.Repeat;
import dev.metajit.fuzz.program.Statement.Return;
import dev.metajit.fuzz.program.Statement.Throw;
import dev.metajit.fuzz.program.Statement.Try;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes statements as instructions. */
final class StatementWriter extends ExpressionWriter {
  private static final int JUMP_TARGET = 3;

  private record Region(Label start, Label end, Label handler) {}

  private final Map<Try, Region> regions = new IdentityHashMap<>();
  private final InterpreterSpec spec;
  private final Label head;
  private final Label end;

  /**
   * A writer of arms.
   *
   * @param head the merge point
   * @param end where a guest without fuel goes
   */
  StatementWriter(
      MethodVisitor code, Map<String, Integer> slots, InterpreterSpec spec, Label head, Label end) {
    super(code, slots);
    this.spec = spec;
    this.head = head;
    this.end = end;
  }

  void block(List<Statement> statements) {
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    if (statement instanceof Assign assign) {
      assign(assign.target(), assign.value());
    } else if (statement instanceof Evaluate evaluate) {
      expression(evaluate.value());
      pop(evaluate.value().type());
    } else if (statement instanceof If branch) {
      branch(branch);
    } else if (statement instanceof Jump jump) {
      jump(jump);
    } else if (statement instanceof Try attempt) {
      attempt(attempt);
    } else if (statement instanceof Repeat loop) {
      repeat(loop);
    } else if (statement instanceof Choose choose) {
      choose(choose);
    } else if (statement instanceof Throw thrown) {
      expression(thrown.value());
      code.visitInsn(Opcodes.ATHROW);
    } else if (statement instanceof Return end) {
      if (spec.result() != ValueType.VOID) {
        expression(end.value());
      }
      code.visitInsn(spec.result().opcode(Opcodes.IRETURN));
    }
  }

  private void pop(ValueType type) {
    if (type.size() > 0) {
      code.visitInsn(type.size() == 1 ? Opcodes.POP : Opcodes.POP2);
    }
  }

  private void branch(If branch) {
    Label yes = new Label();
    Label end = new Label();
    condition(branch.condition(), yes);
    block(branch.no());
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(yes);
    block(branch.yes());
    code.visitLabel(end);
  }

  private void repeat(Repeat loop) {
    Label test = new Label();
    Label end = new Label();
    expression(loop.count());
    code.visitVarInsn(Opcodes.ISTORE, slot(loop.counter()));
    code.visitLabel(test);
    code.visitIincInsn(slot(loop.counter()), -1);
    code.visitVarInsn(Opcodes.ILOAD, slot(loop.counter()));
    code.visitJumpInsn(Opcodes.IFLT, end);
    block(loop.body());
    code.visitJumpInsn(Opcodes.GOTO, test);
    code.visitLabel(end);
  }

  private void choose(Choose choose) {
    Label end = new Label();
    Label[] labels = new Label[choose.cases().size()];
    int[] keys = new int[labels.length - 1];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label();
      if (i < keys.length) {
        keys[i] = choose.first() + i * choose.distance();
      }
    }
    Label last = labels[keys.length];
    expression(choose.value());
    code.visitLookupSwitchInsn(last, keys, Arrays.copyOf(labels, keys.length));
    for (int i = 0; i < labels.length; i++) {
      code.visitLabel(labels[i]);
      block(choose.cases().get(i));
      code.visitJumpInsn(Opcodes.GOTO, end);
    }
    code.visitLabel(end);
  }

  private void jump(Jump jump) {
    Label taken = new Label();
    Label forward = new Label();
    Label over = new Label();
    condition(jump.condition(), taken);
    code.visitJumpInsn(Opcodes.GOTO, over);
    code.visitLabel(taken);
    operand(JUMP_TARGET);
    code.visitVarInsn(Opcodes.ILOAD, slot("pc"));
    code.visitJumpInsn(Opcodes.IF_ICMPGT, forward);
    burnFuel();
    code.visitJumpInsn(Opcodes.IFLT, end);
    setPc();
    if (spec.shape().announcesJumps()) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, InterpreterWriter.HINTS, "canEnterJit", "()V", false);
    }
    code.visitJumpInsn(Opcodes.GOTO, head);
    code.visitLabel(forward);
    setPc();
    code.visitJumpInsn(Opcodes.GOTO, head);
    code.visitLabel(over);
  }

  private void setPc() {
    operand(JUMP_TARGET);
    code.visitVarInsn(Opcodes.ISTORE, slot("pc"));
  }

  /** Leaves what is left on the operand stack. */
  void burnFuel() {
    String world = ValueType.WORLD.internalName();
    code.visitVarInsn(Opcodes.ALOAD, slot("world"));
    code.visitInsn(Opcodes.DUP);
    code.visitFieldInsn(Opcodes.GETFIELD, world, "fuel", "I");
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.ISUB);
    code.visitInsn(Opcodes.DUP_X1);
    code.visitFieldInsn(Opcodes.PUTFIELD, world, "fuel", "I");
  }

  /** ASM wants to know of all handlers before the first instruction, the innermost first. */
  void declareHandlers(List<Statement> statements) {
    for (Statement statement : statements) {
      Trees.blocks(statement).forEach(this::declareHandlers);
      if (statement instanceof Try attempt) {
        Region region = new Region(new Label(), new Label(), new Label());
        regions.put(attempt, region);
        code.visitTryCatchBlock(region.start, region.end, region.handler, attempt.caught());
      }
    }
  }

  private void attempt(Try attempt) {
    Region region = regions.get(attempt);
    Label after = new Label();
    code.visitLabel(region.start);
    code.visitInsn(Opcodes.NOP);
    block(attempt.body());
    code.visitLabel(region.end);
    code.visitJumpInsn(Opcodes.GOTO, after);
    code.visitLabel(region.handler);
    remember();
    block(attempt.handler());
    code.visitLabel(after);
  }

  /** Tells the world of the throwable on the operand stack. */
  void remember() {
    code.visitVarInsn(Opcodes.ALOAD, slot("world"));
    code.visitInsn(Opcodes.SWAP);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        ValueType.WORLD.internalName(),
        "caught",
        "(Ljava/lang/Throwable;)V",
        false);
  }
}
