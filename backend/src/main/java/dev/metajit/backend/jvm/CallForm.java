package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.lang.invoke.MethodType;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * A static method whose parameters are the trace's inputs, and which returns or throws what the
 * portal does. Where it is left otherwise, a frame is made, and a handler brings the portal to its
 * end.
 */
final class CallForm extends MethodForm {
  private static final String LEAVER = Type.getInternalName(NumberedLeaver.class);

  private final Parameters parameters;
  private final Kind result;
  private final NumberedLeaver leaver;
  private final String name;

  /**
   * @param leaver brings the portal to its end where the method is left otherwise
   */
  CallForm(Trace entry, Kind result, NumberedLeaver leaver) {
    this(entry, result, leaver, "call");
  }

  private CallForm(Trace entry, Kind result, NumberedLeaver leaver, String name) {
    super(true);
    this.name = name;
    this.result = result;
    this.leaver = leaver;
    this.parameters = new Parameters(Parameters.kinds(entry.inputs()), 0);
  }

  @Override
  String superName() {
    return "java/lang/Object";
  }

  @Override
  int access() {
    return ACC_STATIC;
  }

  @Override
  String name() {
    return name;
  }

  @Override
  MethodForm part(int number, Trace entry) {
    return new CallForm(entry, result, leaver, "part" + number);
  }

  @Override
  boolean canGoOnIn(Trace entry) {
    return entry.inputs().size() <= MOST_ARGUMENTS;
  }

  @Override
  void beforePart(MethodVisitor code) {}

  @Override
  void goOnIn(MethodContext context, MethodForm part) {
    MethodVisitor code = context.code();
    Instructions.invokeStatic(code, ClassGenerator.NAME, part.name(), part.descriptor());
    code.visitInsn(returnOf(result));
  }

  @Override
  void comeBack(MethodContext context, List<Exit> left) {
    throw new IllegalStateException("what a part of a function returns is returned");
  }

  @Override
  String descriptor() {
    return type().toMethodDescriptorString();
  }

  /** The type of the method. */
  MethodType type() {
    return MethodType.methodType(
        result.type(), parameters.kinds().stream().map(Kind::type).toArray(Class<?>[]::new));
  }

  @Override
  int frame() {
    return parameters.end();
  }

  @Override
  int firstOwn() {
    return frame() + 1;
  }

  @Override
  void enter(MethodVisitor code) {
    code.visitInsn(ACONST_NULL);
    code.visitVarInsn(ASTORE, frame());
  }

  @Override
  void declare(Object[] slots) {
    slots[frame()] = LeaveMethods.FRAME;
  }

  @Override
  boolean countTurn(MethodVisitor code, Label enough) {
    return false;
  }

  @Override
  void pushInput(MethodVisitor code, int number, Kind kind) {
    Instructions.load(code, kind, parameters.local(number));
  }

  @Override
  boolean leaveDirectly(MethodVisitor code, ValueWriter values, Exit exit) {
    switch (exit.type()) {
      case RETURN -> {
        exit.failArguments().forEach(values::push);
        code.visitInsn(returnOf(result));
      }
      case THROW -> {
        values.push(exit.failArguments().get(0));
        code.visitTypeInsn(CHECKCAST, "java/lang/Throwable");
        code.visitInsn(ATHROW);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int returnOf(Kind kind) {
    return Instructions.type(kind).getOpcode(IRETURN);
  }

  @Override
  void makeFrame(MethodContext context) {
    makeFrame(context.code(), context.constants(), frame());
  }

  /** Makes a frame, to stand in this local. */
  void makeFrame(MethodVisitor code, ClassConstants constants, int frame) {
    constants.push(code, leaver);
    Instructions.invokeVirtual(code, LEAVER, "newFrame", "()L" + LeaveMethods.FRAME + ";");
    code.visitVarInsn(ASTORE, frame);
  }

  @Override
  void choose(MethodContext context, Exit exit, boolean overflow) {
    Instructions.pushInt(context.code(), context.number(exit));
    context.code().visitVarInsn(ISTORE, exit());
  }

  @Override
  boolean leaveWith(MethodContext context, ValueWriter values, List<Value> left) {
    if (left.size() > LeaveMethods.MOST) {
      return false;
    }
    MethodVisitor code = context.code();
    left.forEach(values::push);
    code.visitVarInsn(ILOAD, exit());
    context.leaveMethods().callLast(code, Parameters.kinds(left), this);
    code.visitInsn(returnOf(result));
    return true;
  }

  @Override
  void leave(MethodContext context) {
    leave(context.code(), context.constants(), exit(), frame());
  }

  /** Leaves through the exit in a local, whose values stand in the frame in another. */
  void leave(MethodVisitor code, ClassConstants constants, int exit, int frame) {
    constants.push(code, leaver);
    code.visitVarInsn(ILOAD, exit);
    code.visitVarInsn(ALOAD, frame);
    Instructions.invokeVirtual(code, LEAVER, "leave", "(IL" + LeaveMethods.FRAME + ";)V");
    if (result != Kind.VOID) {
      FrameForm.pushSlot(code, frame, 0, result);
    }
    code.visitInsn(returnOf(result));
  }

  /** How the descriptor names what the method returns. */
  String resultDescriptor() {
    return Instructions.type(result).getDescriptor();
  }
}
