package dev.metajit.driver;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
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
      TypeInterpreter interpreter = new TypeInterpreter(new ClassHierarchy(source));
      int real = MethodCode.nextReal(method.instructions, index);
      Frame<BasicValue> frame =
          hasFrames(method)
              ? follow(owner, method, real, interpreter)
              : new TypeFlow(owner, method, interpreter).before(real);
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
            ? TypeFrame.atEntry(owner, method, interpreter)
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
        case 5 -> new BasicValue(TypeInterpreter.NULL_REFERENCE);
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
          value.getType().equals(TypeInterpreter.NULL_REFERENCE)
              ? Opcodes.NULL
              : value.getType().getInternalName();
      default -> Opcodes.TOP;
    };
  }
}
