package dev.metajit.driver;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** A frame in which a constructor call initialises every copy of the object. */
final class TypeFrame extends Frame<BasicValue> {
  TypeFrame(int locals, int stack) {
    super(locals, stack);
  }

  TypeFrame(Frame<? extends BasicValue> other) {
    super(other);
  }

  @Override
  public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter)
      throws AnalyzerException {
    BasicValue made = null;
    if (instruction instanceof MethodInsnNode call && call.name.equals("<init>")) {
      int arguments = Type.getArgumentTypes(call.desc).length;
      made = getStack(getStackSize() - 1 - arguments);
    }
    super.execute(instruction, interpreter);
    if (made instanceof NewValue value) {
      Type type = value.made;
      if (type == null) {
        type = Type.getObjectType(((MethodInsnNode) instruction).owner);
      }
      initialise(value, new BasicValue(type));
    }
  }

  /** Merges another frame's locals into this one's; true if that changes one. */
  boolean mergeLocals(TypeFrame other, Interpreter<BasicValue> interpreter) {
    return mergeLocals(0, getLocals(), other, interpreter);
  }

  /** As {@link #mergeLocals(TypeFrame, Interpreter)}, of some of them. */
  boolean mergeLocals(int start, int end, TypeFrame other, Interpreter<BasicValue> interpreter) {
    boolean changed = false;
    for (int slot = start; slot < end; slot++) {
      BasicValue known = getLocal(slot);
      BasicValue added = other.getLocal(slot);
      if (known != added) {
        BasicValue merged = interpreter.merge(known, added);
        changed |= !merged.equals(known);
        setLocal(slot, merged);
      }
    }
    return changed;
  }

  /** Merges what a handler may find on its stack; true if that changes it. */
  boolean mergeCaught(BasicValue caught, Interpreter<BasicValue> interpreter) {
    BasicValue known = getStack(0);
    BasicValue merged = interpreter.merge(known, caught);
    setStack(0, merged);
    return !merged.equals(known);
  }

  private void initialise(NewValue made, BasicValue done) {
    for (int i = 0; i < getLocals(); i++) {
      if (made.equals(getLocal(i))) {
        setLocal(i, done);
      }
    }
    for (int i = 0; i < getStackSize(); i++) {
      if (made.equals(getStack(i))) {
        setStack(i, done);
      }
    }
  }

  /** At the start of a method. */
  static TypeFrame atEntry(String owner, MethodNode method, Interpreter<BasicValue> interpreter) {
    TypeFrame frame = new TypeFrame(method.maxLocals, method.maxStack);
    int slot = 0;
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      frame.setLocal(slot++, interpreter.newValue(Type.getObjectType(owner)));
    }
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      frame.setLocal(slot++, interpreter.newValue(argument));
      if (argument.getSize() == 2) {
        frame.setLocal(slot++, BasicValue.UNINITIALIZED_VALUE);
      }
    }
    while (slot < method.maxLocals) {
      frame.setLocal(slot++, BasicValue.UNINITIALIZED_VALUE);
    }
    return frame;
  }
}
