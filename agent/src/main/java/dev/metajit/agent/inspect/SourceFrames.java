package dev.metajit.agent.inspect;

import dev.metajit.driver.ControlFlow;
import java.util.BitSet;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Which instructions may have made what stands in the locals and on the stack before each
 * instruction. Each is looked at when all before it have been, as far as loops permit: a dispatch
 * loop, with hundreds of ways back to its start, is known after a few rounds.
 */
final class SourceFrames {
  private final MethodNode method;
  private final ControlFlow flow;
  private final SourceUnions unions;
  private final Frame<SourceValue>[] frames;
  private final int[] order;
  private final int[] rank;

  /** What is to be looked at again, by its place in the order. */
  private final BitSet open = new BitSet();

  @SuppressWarnings("unchecked")
  private SourceFrames(MethodNode method) {
    this.method = method;
    this.flow = new ControlFlow(method);
    this.unions = new SourceUnions(method.instructions);
    this.frames = (Frame<SourceValue>[]) new Frame<?>[flow.size()];
    this.order = flow.reversePostorder();
    this.rank = new int[flow.size()];
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
    }
  }

  /**
   * The frames by instruction, {@code null} where none can come; empty if the code cannot be
   * analysed, as with subroutines.
   */
  static Optional<Frame<SourceValue>[]> of(String owner, MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() == Opcodes.JSR || instruction.getOpcode() == Opcodes.RET) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(new SourceFrames(method).analyze(owner));
    } catch (AnalyzerException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Frame<SourceValue>[] analyze(String owner) throws AnalyzerException {
    merge(0, first(owner));
    for (int next = open.nextSetBit(0); next >= 0; next = open.nextSetBit(0)) {
      open.clear(next);
      visit(order[next]);
    }
    return frames;
  }

  private Frame<SourceValue> first(String owner) {
    Frame<SourceValue> frame = new Frame<>(method.maxLocals, method.maxStack);
    boolean isInstance = (method.access & Opcodes.ACC_STATIC) == 0;
    int local = 0;
    if (isInstance) {
      Type type = Type.getObjectType(owner);
      frame.setLocal(local, unions.newParameterValue(true, local, type));
      local++;
    }
    for (Type type : Type.getArgumentTypes(method.desc)) {
      frame.setLocal(local, unions.newParameterValue(isInstance, local, type));
      local++;
      if (type.getSize() == 2) {
        frame.setLocal(local, unions.newEmptyValue(local));
        local++;
      }
    }
    for (; local < method.maxLocals; local++) {
      frame.setLocal(local, unions.newEmptyValue(local));
    }
    frame.setReturn(unions.newReturnTypeValue(Type.getReturnType(method.desc)));
    return frame;
  }

  private void visit(int index) throws AnalyzerException {
    AbstractInsnNode instruction = method.instructions.get(index);
    Frame<SourceValue> after = new Frame<>(frames[index]);
    if (instruction.getOpcode() >= 0) {
      after.execute(instruction, unions);
    }
    for (int successor : flow.successors(index)) {
      if (!isHandler(successor)) {
        merge(successor, after);
      }
    }
    if (index == 0 || changesLocals(method.instructions.get(index - 1)) || isStart(index)) {
      mergeIntoHandlers(index);
    }
  }

  private static boolean changesLocals(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return opcode == Opcodes.IINC || instruction instanceof VarInsnNode && opcode >= Opcodes.ISTORE;
  }

  /** True where a range or a piece of code that is jumped to may start. */
  private boolean isStart(int index) {
    return method.instructions.get(index).getType() == AbstractInsnNode.LABEL;
  }

  private boolean isHandler(int index) {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (method.instructions.get(index) == block.handler) {
        return true;
      }
    }
    return false;
  }

  private void mergeIntoHandlers(int index) throws AnalyzerException {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (method.instructions.indexOf(block.start) <= index
          && index < method.instructions.indexOf(block.end)) {
        Type type = Type.getObjectType(block.type == null ? "java/lang/Throwable" : block.type);
        Frame<SourceValue> caught = new Frame<>(frames[index]);
        caught.clearStack();
        caught.push(unions.newExceptionValue(block, caught, type));
        merge(method.instructions.indexOf(block.handler), caught);
      }
    }
  }

  private void merge(int index, Frame<SourceValue> frame) throws AnalyzerException {
    if (frames[index] == null) {
      frames[index] = new Frame<>(frame);
      open.set(rank[index]);
    } else if (frames[index].merge(frame, unions)) {
      open.set(rank[index]);
    }
  }
}
