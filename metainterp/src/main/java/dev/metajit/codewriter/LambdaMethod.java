package dev.metajit.codewriter;

import dev.metajit.codewriter.LambdaClasses.Member;
import java.lang.reflect.Field;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/** Writes the bytecode of a lambda object's method. */
final class LambdaMethod {
  /** By sort of the primitive type. */
  private static final Type[] BOXES = {
    Type.getType(Void.class), Type.getType(Boolean.class), Type.getType(Character.class),
    Type.getType(Byte.class), Type.getType(Short.class), Type.getType(Integer.class),
    Type.getType(Float.class), Type.getType(Long.class), Type.getType(Double.class)
  };

  private final Class<?> owner;
  private final List<Field> captured;
  private final Member body;
  private final Member unboxing;
  private final MethodNode code;
  private final Type[] parameters;

  /**
   * @param body the method that holds the lambda's body
   * @param unboxing the method that unboxes, if exactly one does, else {@code null}
   */
  LambdaMethod(Class<?> owner, MethodKey key, List<Field> captured, Member body, Member unboxing) {
    this.owner = owner;
    this.captured = captured;
    this.body = body;
    this.unboxing = unboxing;
    this.code =
        new MethodNode(Opcodes.ASM9, Opcodes.ACC_PUBLIC, key.name(), key.desc(), null, null);
    this.parameters = Type.getArgumentTypes(key.desc());
  }

  MethodNode write() {
    Type[] wanted = Type.getArgumentTypes(body.desc());
    int inputs = captured.size() + parameters.length;
    boolean receiver = !body.isConstructor() && inputs == wanted.length + 1;
    if (inputs != wanted.length + (receiver ? 1 : 0)) {
      throw new OpaqueException("it is a lambda whose body cannot be told");
    }
    if (body.isConstructor()) {
      code.visitTypeInsn(Opcodes.NEW, body.owner());
      code.visitInsn(Opcodes.DUP);
    }
    loadInputs(receiver, wanted);
    code.visitMethodInsn(
        opcode(receiver), body.owner(), body.name(), body.desc(), body.ofInterface());
    giveBack();
    code.visitMaxs(inputs * 2 + 4, 1 + (Type.getArgumentsAndReturnSizes(code.desc) >> 2));
    return code;
  }

  private int opcode(boolean receiver) {
    if (body.isConstructor()) {
      return Opcodes.INVOKESPECIAL;
    }
    if (!receiver) {
      return Opcodes.INVOKESTATIC;
    }
    return body.ofInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
  }

  private void loadInputs(boolean receiver, Type[] wanted) {
    int shift = receiver ? 1 : 0;
    for (int i = 0; i < captured.size(); i++) {
      String desc = captured.get(i).getType().descriptorString();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(
          Opcodes.GETFIELD, ClassFacts.internalName(owner), captured.get(i).getName(), desc);
      convert(Type.getType(desc), wantedAt(i, shift, wanted));
    }
    int slot = 1;
    for (int i = 0; i < parameters.length; i++) {
      code.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), slot);
      slot += parameters[i].getSize();
      convert(parameters[i], wantedAt(captured.size() + i, shift, wanted));
    }
  }

  private Type wantedAt(int input, int shift, Type[] wanted) {
    return input < shift ? Type.getObjectType(body.owner()) : wanted[input - shift];
  }

  private void giveBack() {
    Type result = Type.getReturnType(code.desc);
    Type given =
        body.isConstructor() ? Type.getObjectType(body.owner()) : Type.getReturnType(body.desc());
    if (result == Type.VOID_TYPE) {
      if (given.getSize() > 0) {
        code.visitInsn(given.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
      }
    } else {
      convert(given, result);
    }
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
  }

  private void convert(Type from, Type to) {
    boolean fromReference = from.getSort() >= Type.ARRAY;
    boolean toReference = to.getSort() >= Type.ARRAY;
    if (from.equals(to)) {
      return;
    }
    if (fromReference && toReference) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    } else if (fromReference) {
      unbox(to);
    } else if (toReference) {
      box(from);
    } else {
      widen(from, to);
    }
  }

  private void box(Type from) {
    Type box = BOXES[from.getSort()];
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        box.getInternalName(),
        "valueOf",
        Type.getMethodDescriptor(box, from),
        false);
  }

  private void unbox(Type to) {
    if (unboxing == null) {
      throw new OpaqueException("it is a lambda that unboxes in several ways");
    }
    code.visitTypeInsn(Opcodes.CHECKCAST, unboxing.owner());
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, unboxing.owner(), unboxing.name(), unboxing.desc(), false);
    widen(Type.getReturnType(unboxing.desc()), to);
  }

  /** A widening primitive conversion (JLS 5.1.2). */
  private void widen(Type from, Type to) {
    boolean sameStackKind = from.getSort() <= Type.INT && to.getSort() <= Type.INT;
    if (from.equals(to) || sameStackKind) {
      return;
    }
    int opcode =
        switch (from.getSort() <= Type.INT ? Type.INT : from.getSort()) {
          case Type.INT -> choose(to, Opcodes.I2L, Opcodes.I2F, Opcodes.I2D);
          case Type.LONG -> choose(to, Opcodes.NOP, Opcodes.L2F, Opcodes.L2D);
          default -> choose(to, Opcodes.NOP, Opcodes.NOP, Opcodes.F2D);
        };
    if (opcode == Opcodes.NOP) {
      throw new OpaqueException("it is a lambda that narrows a value");
    }
    code.visitInsn(opcode);
  }

  private static int choose(Type to, int toLong, int toFloat, int toDouble) {
    return switch (to.getSort()) {
      case Type.LONG -> toLong;
      case Type.FLOAT -> toFloat;
      case Type.DOUBLE -> toDouble;
      default -> Opcodes.NOP;
    };
  }
}
