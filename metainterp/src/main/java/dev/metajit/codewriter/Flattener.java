package dev.metajit.codewriter;

import dev.metajit.driver.Portal;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts translated blocks in a row, in the order of the bytecode, and gives jumps, constants and
 * handlers their places.
 */
final class Flattener {
  private final Class<?> owner;
  private final MethodNode method;
  private final Translator translator;
  private final Collection<Block> blocks;
  private final TreeMap<Integer, Integer> positions = new TreeMap<>();
  private final List<Integer> code = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private int size;
  private int mergePoint = -1;

  Flattener(Class<?> owner, MethodNode method, Translator translator) {
    this.owner = owner;
    this.method = method;
    this.translator = translator;
    this.blocks = translator.graph().blocks();
  }

  JitCodeBody flatten(Portal portal) {
    blocks.forEach(this::removeJumpToNext);
    blocks.forEach(this::place);
    blocks.forEach(block -> block.code.forEach(this::append));
    Constant[] constants = translator.code().constants();
    return new JitCodeBody(
        registerCount(),
        constants,
        code.stream().mapToInt(Integer::intValue).toArray(),
        placeSwitches(translator.code().pool()),
        lines.stream().mapToInt(Integer::intValue).toArray(),
        handlers(),
        parameterRegisters(),
        parameterKinds(),
        LoopFinder.hasLoop(translator.graph()),
        portal,
        mergePoint);
  }

  private int registerCount() {
    return Math.max(translator.registerCount(), method.maxLocals);
  }

  private void removeJumpToNext(Block block) {
    if (block.code.isEmpty()) {
      return;
    }
    Instruction last = block.code.get(block.code.size() - 1);
    if (last.op == JitOp.GOTO && last.operands[0] == block.end) {
      block.code.remove(block.code.size() - 1);
    }
  }

  private void place(Block block) {
    positions.put(block.start, size);
    for (Instruction instruction : block.code) {
      size += 1 + instruction.operands.length;
    }
  }

  private void append(Instruction instruction) {
    if (instruction.op == JitOp.MERGE_POINT) {
      mergePoint = code.size();
    }
    if (lines.isEmpty() || lines.get(lines.size() - 1) != instruction.line) {
      lines.add(code.size());
      lines.add(instruction.line);
    }
    code.add(instruction.op.ordinal());
    String layout = instruction.op.layout();
    for (int i = 0; i < instruction.operands.length; i++) {
      boolean label = i < layout.length() && layout.charAt(i) == 'L';
      code.add(label ? positions.get(instruction.operands[i]) : place(instruction.operands[i]));
    }
  }

  private int place(int operand) {
    boolean constant = operand >= Instruction.CONSTANTS;
    return constant ? operand - Instruction.CONSTANTS + registerCount() : operand;
  }

  private Object[] placeSwitches(Object[] pool) {
    for (int i = 0; i < pool.length; i++) {
      if (pool[i] instanceof SwitchTable table) {
        int[] targets = Arrays.stream(table.targets()).map(positions::get).toArray();
        pool[i] = new SwitchTable(table.keys(), targets, positions.get(table.defaultTarget()));
      }
    }
    return pool;
  }

  /** Position of the first instruction that comes from the bytecode index or after it. */
  private int positionFrom(int index) {
    Map.Entry<Integer, Integer> entry = positions.ceilingEntry(index);
    return entry == null ? size : entry.getValue();
  }

  private List<Handler> handlers() {
    List<Handler> handlers = new ArrayList<>();
    for (Block.TryRange range : translator.graph().ranges()) {
      int start = positionFrom(range.start());
      int end = positionFrom(range.end());
      if (start < end && positions.containsKey(range.handler())) {
        ClassRef type = range.type() == null ? null : new ClassRef(owner, range.type());
        handlers.add(
            new Handler(start, end, positions.get(range.handler()), method.maxLocals, type));
      }
    }
    return handlers;
  }

  private boolean isStatic() {
    return (method.access & Opcodes.ACC_STATIC) != 0;
  }

  private Kind[] parameterKinds() {
    List<Kind> kinds = new ArrayList<>();
    if (!isStatic()) {
      kinds.add(Kind.REF);
    }
    for (Type type : Type.getArgumentTypes(method.desc)) {
      kinds.add(Kind.ofDescriptor(type.getDescriptor().charAt(0)));
    }
    return kinds.toArray(new Kind[0]);
  }

  private int[] parameterRegisters() {
    Kind[] kinds = parameterKinds();
    int[] registers = new int[kinds.length];
    int register = 0;
    for (int i = 0; i < kinds.length; i++) {
      registers[i] = register;
      register += kinds[i] == Kind.LONG || kinds[i] == Kind.DOUBLE ? 2 : 1;
    }
    return registers;
  }
}
