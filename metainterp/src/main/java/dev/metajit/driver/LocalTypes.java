package dev.metajit.driver;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * The verifier's view of the locals before one instruction. From the nearest stack map frame above
 * it the code is followed downwards (between two frames control never joins); class files without
 * frames are analysed as the old verifier does.
 *
 * @param types by slot, as in {@link FrameNode#local}: an opcode such as {@link Opcodes#INTEGER} or
 *     {@link Opcodes#TOP} (also the second slot of a long or double), or the internal name or array
 *     descriptor of a class
 * @param stackSize number of values on the operand stack
 */
public record LocalTypes(List<Object> types, int stackSize) {
  /** Not called NULL: inside the interpreter below that would be {@link Opcodes#NULL}. */
  private static final Type NULL_REFERENCE = BasicInterpreter.NULL_TYPE;

  /** Makes the list immutable. */
  public LocalTypes {
    types = List.copyOf(types);
  }

  /**
   * The types before an instruction.
   *
   * @param owner internal name of the method's class
   * @param method the method, read with expanded frames
   * @param index index of the instruction
   * @param source where superclasses are looked up, if there are no frames
   * @throws DriverException if the instruction cannot be reached, or an object is not initialised
   *     there
   */
  public static LocalTypes before(
      String owner, MethodNode method, int index, ClassFileSource source) {
    try {
      Interpreter<BasicValue> interpreter = new TypeInterpreter(new ClassHierarchy(source));
      int real = MethodCode.nextReal(method.instructions, index);
      Frame<BasicValue> frame =
          hasFrames(method)
              ? follow(owner, method, real, interpreter)
              : new TypeAnalyzer(interpreter).analyze(owner, method)[real];
      if (frame == null) {
        throw new DriverException("the merge point of " + method.name + " cannot be reached");
      }
      return of(frame);
    } catch (AnalyzerException | IndexOutOfBoundsException e) {
      throw new DriverException("the code of " + method.name + " cannot be analysed: " + e);
    }
  }

  /** The type of the local in this slot. */
  public Object type(int slot) {
    return slot < types.size() ? types.get(slot) : Opcodes.TOP;
  }

  /** True if the class file gives stack map frames for the method. */
  public static boolean hasFrames(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FrameNode) {
        return true;
      }
    }
    return false;
  }

  private static Frame<BasicValue> follow(
      String owner, MethodNode method, int index, Interpreter<BasicValue> interpreter)
      throws AnalyzerException {
    int start = index;
    while (start > 0 && !(method.instructions.get(start) instanceof FrameNode)) {
      start--;
    }
    Frame<BasicValue> frame =
        start == 0 && !(method.instructions.get(0) instanceof FrameNode)
            ? new TypeAnalyzer(interpreter).atEntry(owner, method)
            : ofNode((FrameNode) method.instructions.get(start), method);
    for (int i = start; i < index; i++) {
      AbstractInsnNode instruction = method.instructions.get(i);
      if (instruction.getOpcode() >= 0) {
        frame.execute(instruction, interpreter);
      }
    }
    return frame;
  }

  private static Frame<BasicValue> ofNode(FrameNode node, MethodNode method) {
    Frame<BasicValue> frame = new TypeFrame(method.maxLocals, method.maxStack);
    int slot = 0;
    for (Object element : node.local) {
      BasicValue value = ofElement(element);
      frame.setLocal(slot++, value);
      if (value.getSize() == 2) {
        frame.setLocal(slot++, BasicValue.UNINITIALIZED_VALUE);
      }
    }
    while (slot < method.maxLocals) {
      frame.setLocal(slot++, BasicValue.UNINITIALIZED_VALUE);
    }
    for (Object element : node.stack) {
      frame.push(ofElement(element));
    }
    return frame;
  }

  private static BasicValue ofElement(Object element) {
    if (element instanceof String name) {
      return new BasicValue(Type.getObjectType(name));
    }
    if (element instanceof Integer opcode) {
      return switch (opcode) {
        case 1 -> BasicValue.INT_VALUE;
        case 2 -> BasicValue.FLOAT_VALUE;
        case 3 -> BasicValue.DOUBLE_VALUE;
        case 4 -> BasicValue.LONG_VALUE;
        case 5 -> new BasicValue(NULL_REFERENCE);
        case 6 -> new NewValue(null);
        default -> BasicValue.UNINITIALIZED_VALUE;
      };
    }
    return new NewValue(element);
  }

  private static LocalTypes of(Frame<BasicValue> frame) {
    Object[] types = new Object[frame.getLocals()];
    for (int i = 0; i < types.length; i++) {
      types[i] = toElement(frame.getLocal(i), i);
    }
    return new LocalTypes(List.of(types), frame.getStackSize());
  }

  private static Object toElement(BasicValue value, int slot) {
    if (value instanceof NewValue) {
      throw new DriverException("slot " + slot + " holds an object that is not initialised");
    }
    if (value == null || value.getType() == null || value == BasicValue.RETURNADDRESS_VALUE) {
      return Opcodes.TOP;
    }
    return switch (value.getType().getSort()) {
      case Type.INT -> Opcodes.INTEGER;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.LONG -> Opcodes.LONG;
      case Type.OBJECT, Type.ARRAY ->
          value.getType().equals(NULL_REFERENCE) ? Opcodes.NULL : value.getType().getInternalName();
      default -> Opcodes.TOP;
    };
  }

  /** An object whose constructor has not run; identified by its {@code new}. */
  private static final class NewValue extends BasicValue {
    private final Object site;
    private final Type made;

    NewValue(Object site) {
      super(Type.getObjectType("java/lang/Object"));
      this.site = site;
      this.made = site instanceof TypeInsnNode node ? Type.getObjectType(node.desc) : null;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NewValue value && site == value.site;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(site);
    }
  }

  /** Values with their exact types; types are joined as the old verifier does. */
  private static final class TypeInterpreter extends BasicInterpreter {
    private final ClassHierarchy hierarchy;

    TypeInterpreter(ClassHierarchy hierarchy) {
      super(Opcodes.ASM9);
      this.hierarchy = hierarchy;
    }

    @Override
    public BasicValue newValue(Type type) {
      boolean reference =
          type != null && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY);
      return reference ? new BasicValue(type) : super.newValue(type);
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
      return instruction.getOpcode() == Opcodes.NEW
          ? new NewValue(instruction)
          : super.newOperation(instruction);
    }

    @Override
    public BasicValue binaryOperation(
        AbstractInsnNode instruction, BasicValue first, BasicValue second)
        throws AnalyzerException {
      if (instruction.getOpcode() != Opcodes.AALOAD) {
        return super.binaryOperation(instruction, first, second);
      }
      boolean array = first.getType().getSort() == Type.ARRAY;
      return array ? newValue(Type.getType(first.getType().getDescriptor().substring(1))) : first;
    }

    @Override
    public BasicValue merge(BasicValue a, BasicValue b) {
      if (a.equals(b)) {
        return a;
      }
      if (!isReference(a) || !isReference(b)) {
        return BasicValue.UNINITIALIZED_VALUE;
      }
      Type merged = merge(a.getType(), b.getType());
      return merged.equals(a.getType()) ? a : new BasicValue(merged);
    }

    private static boolean isReference(BasicValue value) {
      return value.isReference()
          && !(value instanceof NewValue)
          && value != BasicValue.RETURNADDRESS_VALUE;
    }

    private Type merge(Type a, Type b) {
      if (a.equals(NULL_REFERENCE) || b.equals(NULL_REFERENCE)) {
        return a.equals(NULL_REFERENCE) ? b : a;
      }
      if (a.getSort() == Type.OBJECT && b.getSort() == Type.OBJECT) {
        return Type.getObjectType(hierarchy.commonSuper(a.getInternalName(), b.getInternalName()));
      }
      if (a.getSort() == Type.ARRAY && b.getSort() == Type.ARRAY) {
        Type x = Type.getType(a.getDescriptor().substring(1));
        Type y = Type.getType(b.getDescriptor().substring(1));
        if (x.getSort() >= Type.ARRAY && y.getSort() >= Type.ARRAY) {
          return Type.getType("[" + merge(x, y).getDescriptor());
        }
      }
      return Type.getObjectType("java/lang/Object");
    }
  }

  /** A frame in which a constructor call initialises every copy of the object. */
  private static final class TypeFrame extends Frame<BasicValue> {
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
  }

  private static final class TypeAnalyzer extends Analyzer<BasicValue> {
    private final Interpreter<BasicValue> interpreter;

    TypeAnalyzer(Interpreter<BasicValue> interpreter) {
      super(interpreter);
      this.interpreter = interpreter;
    }

    @Override
    protected Frame<BasicValue> newFrame(int locals, int stack) {
      return new TypeFrame(locals, stack);
    }

    @Override
    protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
      return new TypeFrame(frame);
    }

    Frame<BasicValue> atEntry(String owner, MethodNode method) {
      Frame<BasicValue> frame = new TypeFrame(method.maxLocals, method.maxStack);
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
}
