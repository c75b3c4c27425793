package dev.metajit.codewriter;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Instructions that name classes, fields, methods and constants. */
final class MemberTranslator {
  private final Linker linker;
  private final Class<?> owner;
  private final Code code;
  private final OperandStack stack;

  MemberTranslator(Linker linker, Class<?> owner, Code code, OperandStack stack) {
    this.linker = linker;
    this.owner = owner;
    this.code = code;
    this.stack = stack;
  }

  private int classIndex(String name) {
    return code.pool("class " + name, new ClassRef(owner, name));
  }

  void type(TypeInsnNode instruction) {
    String name = instruction.desc;
    switch (instruction.getOpcode()) {
      case Opcodes.NEW -> {
        int type = classIndex(name);
        code.emit(JitOp.NEW, stack.pushResult(Kind.REF, null), type);
      }
      case Opcodes.ANEWARRAY -> newArray(new ClassRef(owner, name));
      case Opcodes.INSTANCEOF -> {
        int value = stack.pop().operand();
        int destination = stack.pushResult(Kind.INT, Storage.BOOLEAN);
        code.emit(JitOp.INSTANCE_OF, destination, value, classIndex(name));
      }
      default -> checkCast(name);
    }
  }

  private void checkCast(String name) {
    if (!name.equals("java/lang/Object")) {
      int value = stack.pop().operand();
      int destination = stack.pushResult(Kind.REF, null);
      code.emit(JitOp.CHECK_CAST, destination, value, classIndex(name));
    }
  }

  void newArray(ClassRef component) {
    int length = stack.pop().operand();
    int type = code.pool("class " + component.name(), component);
    code.emit(JitOp.NEW_ARRAY, stack.pushResult(Kind.REF, null), length, type);
  }

  void multiNewArray(MultiANewArrayInsnNode instruction) {
    int dimensions = instruction.dims;
    int[] operands = new int[3 + dimensions];
    for (int i = dimensions - 1; i >= 0; i--) {
      operands[3 + i] = stack.pop().operand();
    }
    operands[0] = stack.pushResult(Kind.REF, null);
    operands[1] = classIndex(instruction.desc);
    operands[2] = dimensions;
    code.emit(JitOp.MULTI_NEW_ARRAY, operands);
  }

  void field(FieldInsnNode instruction) {
    int opcode = instruction.getOpcode();
    boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
    FieldRef field =
        new FieldRef(
            linker, owner, instruction.owner, instruction.name, instruction.desc, isStatic);
    int index = code.pool((isStatic ? "static " : "field ") + field + field.desc(), field);
    char type = instruction.desc.charAt(0);
    switch (opcode) {
      case Opcodes.GETFIELD -> {
        int object = stack.pop().operand();
        code.emit(JitOp.GETFIELD, pushResult(type), object, index);
      }
      case Opcodes.GETSTATIC -> code.emit(JitOp.GETSTATIC, pushResult(type), index);
      case Opcodes.PUTFIELD -> {
        Narrowing.apply(type, code, stack);
        int value = stack.pop().operand();
        code.emit(JitOp.PUTFIELD, stack.pop().operand(), value, index);
      }
      default -> {
        Narrowing.apply(type, code, stack);
        code.emit(JitOp.PUTSTATIC, stack.pop().operand(), index);
      }
    }
  }

  private int pushResult(char type) {
    Kind kind = Kind.ofDescriptor(type);
    return kind == Kind.VOID ? -1 : stack.pushResult(kind, Narrowing.of(type));
  }

  void call(MethodInsnNode call) {
    Op intrinsic = call.getOpcode() == Opcodes.INVOKESTATIC ? Intrinsics.of(call) : null;
    if (intrinsic != null) {
      operation(intrinsic);
    } else if (exactStep(call)) {
      return;
    } else if (linker.handleCalls().isPolymorphic(call)) {
      CallSiteRef site = linker.handleCalls().polymorphic(owner, call);
      invoke(JitOp.INVOKE_HANDLE, code.addToPool(site), site.desc(), 0);
    } else if (!isObjectConstructor(call)) {
      ordinary(call);
    } else {
      stack.pop();
    }
  }

  private static boolean isObjectConstructor(MethodInsnNode call) {
    return call.owner.equals("java/lang/Object") && call.name.equals("<init>");
  }

  private void operation(Op op) {
    StackEntry right = stack.pop();
    StackEntry left = op.operands().size() == 2 ? stack.pop() : right;
    emitOperation(op, left.operand(), right.operand());
  }

  private void emitOperation(Op op, int left, int right) {
    JitOp plain = op.isIntegerDivision() ? JitOp.DIVIDE : JitOp.PRIMITIVE;
    code.emit(
        op.isOverflow() ? JitOp.EXACT : plain,
        op.ordinal(),
        stack.pushResult(op.result(), null),
        left,
        right);
  }

  /** {@code incrementExact} and its like: an exact operation with a constant. */
  private boolean exactStep(MethodInsnNode call) {
    if (call.getOpcode() != Opcodes.INVOKESTATIC
        || !(call.owner.equals("java/lang/Math") || call.owner.equals("java/lang/StrictMath"))
        || !(call.desc.equals("(I)I") || call.desc.equals("(J)J"))) {
      return false;
    }
    boolean wide = call.desc.equals("(J)J");
    Constant one = wide ? Constant.ofLong(1) : Constant.ofInt(1);
    Constant zero = wide ? Constant.ofLong(0) : Constant.ofInt(0);
    Op add = wide ? Op.LONG_ADD_OVF : Op.INT_ADD_OVF;
    Op subtract = wide ? Op.LONG_SUB_OVF : Op.INT_SUB_OVF;
    switch (call.name) {
      case "incrementExact" -> emitOperation(add, stack.pop().operand(), code.constant(one));
      case "decrementExact" -> emitOperation(subtract, stack.pop().operand(), code.constant(one));
      case "negateExact" -> emitOperation(subtract, code.constant(zero), stack.pop().operand());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void ordinary(MethodInsnNode call) {
    MethodRef.Mode mode =
        switch (call.getOpcode()) {
          case Opcodes.INVOKESTATIC -> MethodRef.Mode.STATIC;
          case Opcodes.INVOKESPECIAL -> MethodRef.Mode.SPECIAL;
          case Opcodes.INVOKEINTERFACE -> MethodRef.Mode.INTERFACE;
          default -> MethodRef.Mode.VIRTUAL;
        };
    MethodKey key = new MethodKey(call.name, call.desc);
    MethodRef method = new MethodRef(linker, owner, mode, call.owner, call.itf, key);
    int receiver = mode == MethodRef.Mode.STATIC ? 0 : 1;
    invoke(JitOp.INVOKE, code.pool(mode + " " + call.itf + method, method), call.desc, receiver);
  }

  void dynamicCall(InvokeDynamicInsnNode instruction) {
    CallSiteRef site = linker.handleCalls().dynamic(owner, instruction);
    invoke(JitOp.INVOKE_HANDLE, code.addToPool(site), instruction.desc, 0);
  }

  private void invoke(JitOp op, int callee, String desc, int receiver) {
    int count = Type.getArgumentTypes(desc).length + receiver;
    int[] operands = new int[3 + count];
    for (int i = count - 1; i >= 0; i--) {
      operands[3 + i] = stack.pop().operand();
    }
    operands[0] = pushResult(desc.charAt(desc.indexOf(')') + 1));
    operands[1] = callee;
    operands[2] = count;
    code.emit(op, operands);
  }

  void constant(Object value) {
    if (value instanceof Integer number) {
      push(Constant.ofInt(number));
    } else if (value instanceof Long number) {
      push(Constant.ofLong(number));
    } else if (value instanceof Float number) {
      push(Constant.ofFloat(number));
    } else if (value instanceof Double number) {
      push(Constant.ofDouble(number));
    } else if (value instanceof String text) {
      push(Constant.ofRef(text.intern()));
    } else {
      resolvedConstant(value);
    }
  }

  private void push(Constant constant) {
    stack.push(code.constant(constant), constant.kind());
  }

  private void resolvedConstant(Object value) {
    if (value instanceof ConstantDynamic) {
      throw new OpaqueException("has a dynamic constant");
    }
    if (!(value instanceof Type) && !(value instanceof Handle)) {
      throw new OpaqueException("has an unknown constant");
    }
    ConstantRef constant =
        new ConstantRef(value.toString(), () -> linker.handleCalls().constant(owner, value));
    int index = code.pool(List.of("constant", value), constant);
    code.emit(JitOp.LOAD_CONSTANT, stack.pushResult(Kind.REF, null), index);
  }
}
