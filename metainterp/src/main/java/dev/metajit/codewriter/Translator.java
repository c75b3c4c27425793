package dev.metajit.codewriter;

import dev.metajit.driver.Portal;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns a method's bytecode into three-address instructions, block by block, following the operand
 * stack: {@code iload 1; iload 2; iadd; istore 3} becomes one instruction.
 */
final class Translator {
  private final MethodNode method;
  private final Portal portal;
  private final BlockGraph graph;
  private final Code code = new Code();
  private final OperandStack stack;
  private final MemberTranslator members;
  private final JumpTranslator jumps;
  private Block current;

  /**
   * @param portal the portal that the method is, or {@code null}
   */
  Translator(Linker linker, Class<?> owner, MethodNode method, Portal portal) {
    this.method = method;
    this.portal = portal;
    int mergePoint = portal == null || portal.mergePointIsCall() ? -1 : portal.mergePoint();
    this.graph = new BlockGraph(method, mergePoint);
    this.stack = new OperandStack(method.maxLocals, code::move);
    this.members = new MemberTranslator(linker, owner, code, stack);
    this.jumps = new JumpTranslator(graph, code, stack);
  }

  BlockGraph graph() {
    return graph;
  }

  Code code() {
    return code;
  }

  int registerCount() {
    return stack.registerCount();
  }

  /**
   * Translates every block that can be reached.
   *
   * @throws OpaqueException if an instruction cannot be expressed
   */
  void run() {
    graph.at(0).entry = List.of();
    Deque<Block> open = new ArrayDeque<>();
    open.push(graph.at(0));
    for (Block block : graph.blocks()) {
      for (Block.TryRange range : block.handlers) {
        enterHandler(graph.at(range.handler()), open);
      }
    }
    while (!open.isEmpty()) {
      Block block = open.pop();
      translate(block);
      for (int successor : block.successors) {
        enter(graph.at(successor), open);
      }
    }
  }

  private void enterHandler(Block handler, Deque<Block> open) {
    if (handler.entry == null) {
      handler.entry = List.of(new StackEntry(stack.handlerRegister(), Kind.REF));
      open.push(handler);
    }
  }

  private void enter(Block successor, Deque<Block> open) {
    if (successor.entry == null) {
      successor.entry = stack.snapshot();
      open.push(successor);
    }
  }

  private void translate(Block block) {
    current = block;
    code.start(block.code);
    stack.reset(block.entry);
    if (portal != null && !portal.mergePointIsCall() && portal.mergePoint() == block.start) {
      mergePoint();
    }
    int index = block.start;
    while (index < block.end) {
      index = translate(block, index);
    }
    jumps.fallThrough(block);
  }

  /** Translates an instruction; gives the index of the next. */
  private int translate(Block block, int index) {
    AbstractInsnNode instruction = method.instructions.get(index);
    int next = index + 1;
    if (next < block.end) {
      int real = nextReal(next);
      FusedCompare fused =
          real < block.end ? FusedCompare.at(instruction, method.instructions.get(real)) : null;
      if (fused != null) {
        jumps.fused(block, fused);
        return real + 1;
      }
    }
    translate(block, index, instruction);
    return next;
  }

  private int nextReal(int index) {
    int at = index;
    while (at < method.instructions.size() && method.instructions.get(at).getOpcode() < 0) {
      at++;
    }
    return at;
  }

  private void translate(Block block, int index, AbstractInsnNode instruction) {
    switch (instruction.getType()) {
      case AbstractInsnNode.LINE -> code.setLine(((LineNumberNode) instruction).line);
      case AbstractInsnNode.LABEL, AbstractInsnNode.FRAME -> {}
      case AbstractInsnNode.INSN -> simple((InsnNode) instruction);
      case AbstractInsnNode.INT_INSN -> intOperand((IntInsnNode) instruction);
      case AbstractInsnNode.VAR_INSN -> variable((VarInsnNode) instruction);
      case AbstractInsnNode.IINC_INSN -> increment((IincInsnNode) instruction);
      case AbstractInsnNode.TYPE_INSN -> members.type((TypeInsnNode) instruction);
      case AbstractInsnNode.FIELD_INSN -> members.field((FieldInsnNode) instruction);
      case AbstractInsnNode.METHOD_INSN -> call(index, (MethodInsnNode) instruction);
      case AbstractInsnNode.INVOKE_DYNAMIC_INSN ->
          members.dynamicCall((InvokeDynamicInsnNode) instruction);
      case AbstractInsnNode.JUMP_INSN -> jumps.jump(block, (JumpInsnNode) instruction);
      case AbstractInsnNode.LDC_INSN -> members.constant(((LdcInsnNode) instruction).cst);
      case AbstractInsnNode.TABLESWITCH_INSN ->
          jumps.tableSwitch(block, (TableSwitchInsnNode) instruction);
      case AbstractInsnNode.LOOKUPSWITCH_INSN ->
          jumps.lookupSwitch(block, (LookupSwitchInsnNode) instruction);
      case AbstractInsnNode.MULTIANEWARRAY_INSN ->
          members.multiNewArray((MultiANewArrayInsnNode) instruction);
      default -> throw new OpaqueException("has an unknown instruction");
    }
  }

  private void call(int index, MethodInsnNode call) {
    if (HintCalls.isHint(call)) {
      if (portal != null && portal.mergePointIsCall() && portal.mergePoint() == index) {
        mergePoint();
      } else {
        new HintCalls(code, stack, portal != null).translate(call);
      }
      if (!HintCalls.isOrdinary(call)) {
        return;
      }
    }
    members.call(call);
  }

  private void mergePoint() {
    if (!stack.isEmpty()) {
      throw new OpaqueException("the operand stack is not empty at the merge point");
    }
    code.emit(JitOp.MERGE_POINT);
  }

  private void intOperand(IntInsnNode instruction) {
    if (instruction.getOpcode() == Opcodes.NEWARRAY) {
      members.newArray(new ClassRef(BytecodeOps.primitiveComponent(instruction.operand)));
    } else {
      stack.push(code.constant(instruction.operand), Kind.INT);
    }
  }

  private void increment(IincInsnNode instruction) {
    stack.free(instruction.var);
    code.primitive(Op.INT_ADD, instruction.var, instruction.var, code.constant(instruction.incr));
  }

  private void variable(VarInsnNode instruction) {
    int opcode = instruction.getOpcode();
    if (opcode == Opcodes.RET) {
      throw new OpaqueException("has a subroutine (jsr)");
    }
    Kind kind = BytecodeOps.variableKind(opcode);
    if (opcode <= Opcodes.ALOAD) {
      stack.push(instruction.var, kind);
    } else {
      store(instruction.var);
    }
  }

  private void store(int variable) {
    StackEntry top = stack.peek(0);
    if (top.operand() == variable) {
      stack.pop();
      return;
    }
    Instruction last = code.lastInto(top.operand());
    if (last != null
        && !stack.isLocal(top.operand())
        && !stack.names(variable)
        && !isCallInTry(last.op)) {
      last.operands[last.destinationIndex()] = variable;
      stack.pop();
      stack.rename(top.operand(), variable);
    } else {
      stack.free(variable);
      StackEntry value = stack.pop();
      code.move(value.kind(), variable, value.operand());
    }
  }

  /** A variable keeps its value for the handler if the call throws whose result it is to get. */
  private boolean isCallInTry(JitOp op) {
    return !current.handlers.isEmpty()
        && switch (op) {
          case INVOKE, INVOKE_HANDLE, NEW_ARRAY, MULTI_NEW_ARRAY -> true;
          default -> false;
        };
  }

  private void simple(InsnNode instruction) {
    int opcode = instruction.getOpcode();
    Op arithmetic = BytecodeOps.arithmetic(opcode);
    if (arithmetic != null) {
      compute(arithmetic);
    } else if (opcode <= Opcodes.DCONST_1) {
      constant(opcode);
    } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
      arrayLoad(BytecodeOps.arrayStorage(opcode));
    } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
      arrayStore(BytecodeOps.arrayStorage(opcode));
    } else if (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP) {
      StackShuffle.apply(opcode, stack);
    } else {
      other(opcode);
    }
  }

  private void compute(Op op) {
    StackEntry right = stack.pop();
    StackEntry left = op.operands().size() == 2 ? stack.pop() : right;
    int destination = stack.pushResult(op.result(), BytecodeOps.narrow(op));
    code.emit(
        op.isIntegerDivision() ? JitOp.DIVIDE : JitOp.PRIMITIVE,
        op.ordinal(),
        destination,
        left.operand(),
        right.operand());
  }

  private void constant(int opcode) {
    if (opcode == Opcodes.NOP) {
      return;
    }
    Constant value =
        switch (opcode) {
          case Opcodes.ACONST_NULL -> Constant.NULL;
          case Opcodes.LCONST_0, Opcodes.LCONST_1 -> Constant.ofLong(opcode - Opcodes.LCONST_0);
          case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2 ->
              Constant.ofFloat(opcode - Opcodes.FCONST_0);
          case Opcodes.DCONST_0, Opcodes.DCONST_1 -> Constant.ofDouble(opcode - Opcodes.DCONST_0);
          default -> Constant.ofInt(opcode - Opcodes.ICONST_0);
        };
    stack.push(code.constant(value), value.kind());
  }

  private void arrayLoad(Storage storage) {
    StackEntry index = stack.pop();
    StackEntry array = stack.pop();
    int destination = stack.pushResult(storage.kind(), storage);
    code.emit(JitOp.ARRAY_LOAD, storage.ordinal(), destination, array.operand(), index.operand());
  }

  /**
   * Cuts the value to the element's size; of a byte or boolean array to a byte, which loses no
   * boolean.
   */
  private void arrayStore(Storage storage) {
    Narrowing.apply(storage, code, stack);
    StackEntry value = stack.pop();
    StackEntry index = stack.pop();
    StackEntry array = stack.pop();
    code.emit(
        JitOp.ARRAY_STORE, storage.ordinal(), array.operand(), index.operand(), value.operand());
  }

  private void other(int opcode) {
    switch (opcode) {
      case Opcodes.ARRAYLENGTH -> {
        StackEntry array = stack.pop();
        code.emit(JitOp.ARRAY_LENGTH, stack.pushResult(Kind.INT, null), array.operand());
      }
      case Opcodes.ATHROW -> code.emit(JitOp.THROW, stack.pop().operand());
      case Opcodes.RETURN -> code.emit(JitOp.RETURN_VOID);
      case Opcodes.IRETURN -> returnInt();
      case Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN, Opcodes.ARETURN -> returnValue();
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT ->
          throw new OpaqueException("has a synchronized block");
      default -> throw new OpaqueException("has an unknown instruction");
    }
  }

  private void returnValue() {
    StackEntry value = stack.pop();
    code.emit(JitOp.RETURN, value.kind().ordinal(), value.operand());
  }

  /** A method whose result is narrower than int cuts it to size (JVMS 6.5, ireturn). */
  private void returnInt() {
    char type = method.desc.charAt(method.desc.indexOf(')') + 1);
    Narrowing.apply(type, code, stack);
    returnValue();
  }
}
