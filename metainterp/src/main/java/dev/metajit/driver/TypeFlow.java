package dev.metajit.driver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The types at one instruction of a method without stack map frames, as ASM's {@link Analyzer}
 * finds them. That one keeps a frame for each instruction; this one only where control joins, since
 * a program waits for it.
 */
final class TypeFlow {
  private final String owner;
  private final MethodNode method;
  private final InsnList code;
  private final TypeInterpreter interpreter;
  private final TypeFrame[] frames;
  private final BitSet joins;
  private final List<List<TryCatchBlockNode>> handlers = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();

  TypeFlow(String owner, MethodNode method, TypeInterpreter interpreter) {
    this.owner = owner;
    this.method = method;
    this.code = method.instructions;
    this.interpreter = interpreter;
    this.frames = new TypeFrame[code.size()];
    this.joins = new BitSet(code.size());
  }

  /** The frame before an instruction; null if it cannot be reached. */
  Frame<BasicValue> before(int index) throws AnalyzerException {
    if (hasSubroutines()) {
      return byAsm(owner, method, interpreter)[index];
    }
    findHandlers();
    findJoins();
    joins.set(index);
    join(0, TypeFrame.atEntry(owner, method, interpreter));
    while (!open.isEmpty()) {
      follow(open.pop());
    }
    return frames[index];
  }

  /** The frames before all instructions, as ASM finds them; null where one cannot be reached. */
  static Frame<BasicValue>[] byAsm(String owner, MethodNode method, TypeInterpreter interpreter)
      throws AnalyzerException {
    return new Analyzer<>(interpreter) {
      @Override
      protected Frame<BasicValue> newFrame(int locals, int stack) {
        return new TypeFrame(locals, stack);
      }

      @Override
      protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
        return new TypeFrame(frame);
      }
    }.analyze(owner, method);
  }

  private boolean hasSubroutines() {
    for (AbstractInsnNode instruction : code) {
      if (instruction.getOpcode() == Opcodes.JSR) {
        return true;
      }
    }
    return false;
  }

  private void findHandlers() {
    for (int i = 0; i < code.size(); i++) {
      handlers.add(List.of());
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      joins.set(code.indexOf(block.handler));
      int end = code.indexOf(block.end);
      List<TryCatchBlockNode> before = null;
      List<TryCatchBlockNode> longer = null;
      for (int i = code.indexOf(block.start); i < end; i++) {
        if (handlers.get(i) != before) {
          before = handlers.get(i);
          longer = new ArrayList<>(before);
          longer.add(block);
        }
        handlers.set(i, longer);
      }
    }
  }

  private void findJoins() {
    joins.set(0);
    for (AbstractInsnNode instruction : code) {
      if (instruction instanceof JumpInsnNode jump) {
        joins.set(code.indexOf(jump.label));
      } else if (instruction instanceof TableSwitchInsnNode table) {
        joins.set(code.indexOf(table.dflt));
        joinsAt(table.labels);
      } else if (instruction instanceof LookupSwitchInsnNode lookup) {
        joins.set(code.indexOf(lookup.dflt));
        joinsAt(lookup.labels);
      }
    }
  }

  private void joinsAt(List<LabelNode> labels) {
    for (LabelNode label : labels) {
      joins.set(code.indexOf(label));
    }
  }

  private void join(int index, TypeFrame frame) throws AnalyzerException {
    if (frames[index] == null) {
      frames[index] = new TypeFrame(frame);
      open.push(index);
    } else if (frames[index].merge(frame, interpreter)) {
      open.push(index);
    }
  }

  private void join(LabelNode label, TypeFrame frame) throws AnalyzerException {
    join(code.indexOf(label), frame);
  }

  /** Follows the code from a join to where control joins again or does not go on. */
  private void follow(int start) throws AnalyzerException {
    TypeFrame frame = new TypeFrame(frames[start]);
    int index = start;
    do {
      AbstractInsnNode instruction = code.get(index);
      if (index == start || isNewToHandlers(index)) {
        toHandlers(index, frame);
      }
      if (instruction.getOpcode() >= 0) {
        frame.execute(instruction, interpreter);
      }
      if (isStore(instruction)) {
        storeToHandlers(index, ((VarInsnNode) instruction).var, frame);
      }
      if (!goesOn(instruction, frame)) {
        return;
      }
      index++;
    } while (index < code.size() && !joins.get(index));
    if (index < code.size()) {
      join(index, frame);
    }
  }

  /** Joins the targets of a jump; false if the next instruction does not follow. */
  private boolean goesOn(AbstractInsnNode instruction, TypeFrame frame) throws AnalyzerException {
    int opcode = instruction.getOpcode();
    if (instruction instanceof JumpInsnNode jump) {
      join(jump.label, frame);
      return opcode != Opcodes.GOTO;
    }
    if (instruction instanceof TableSwitchInsnNode table) {
      joinAll(table.dflt, table.labels, frame);
      return false;
    }
    if (instruction instanceof LookupSwitchInsnNode lookup) {
      joinAll(lookup.dflt, lookup.labels, frame);
      return false;
    }
    return opcode != Opcodes.ATHROW && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN);
  }

  private void joinAll(LabelNode otherwise, List<LabelNode> labels, TypeFrame frame)
      throws AnalyzerException {
    join(otherwise, frame);
    for (LabelNode label : labels) {
      join(label, frame);
    }
  }

  /** True if handlers may not have been joined with the locals before this instruction. */
  private boolean isNewToHandlers(int index) {
    boolean made = code.get(index - 1) instanceof MethodInsnNode call && call.name.equals("<init>");
    return made || !handlers.get(index).equals(handlers.get(index - 1));
  }

  private static boolean isStore(AbstractInsnNode instruction) {
    return instruction instanceof VarInsnNode && instruction.getOpcode() >= Opcodes.ISTORE;
  }

  private void toHandlers(int index, TypeFrame frame) throws AnalyzerException {
    for (TryCatchBlockNode block : handlers.get(index)) {
      int handler = code.indexOf(block.handler);
      TypeFrame known = frames[handler];
      String type = block.type == null ? "java/lang/Throwable" : block.type;
      BasicValue caught = interpreter.newExceptionValue(block, frame, Type.getObjectType(type));
      if (known == null) {
        TypeFrame first = new TypeFrame(frame);
        first.clearStack();
        first.push(caught);
        join(handler, first);
      } else if (known.mergeLocals(frame, interpreter) | known.mergeCaught(caught, interpreter)) {
        open.push(handler);
      }
    }
  }

  /** Handlers that have been joined with all locals are joined with those that a store changes. */
  private void storeToHandlers(int index, int slot, TypeFrame frame) {
    for (TryCatchBlockNode block : handlers.get(index)) {
      int handler = code.indexOf(block.handler);
      int first = Math.max(0, slot - 1);
      int end = Math.min(method.maxLocals, slot + 2);
      if (frames[handler].mergeLocals(first, end, frame, interpreter)) {
        open.push(handler);
      }
    }
  }
}
