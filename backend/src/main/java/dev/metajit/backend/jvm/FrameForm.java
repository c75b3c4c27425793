package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INTEGER;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.LALOAD;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * {@link CompiledCode#run}: inputs come in a frame, an exit's values go back in it, and the method
 * returns the exit's number, or its complement after an overflow that cost an exception.
 */
final class FrameForm extends MethodForm {
  FrameForm(boolean expectsOverflow) {
    super(expectsOverflow);
  }

  @Override
  String superName() {
    return Type.getInternalName(CompiledCode.class);
  }

  @Override
  int access() {
    return 0;
  }

  @Override
  String name() {
    return "run";
  }

  @Override
  String descriptor() {
    return "(L" + LeaveMethods.FRAME + ";)I";
  }

  @Override
  boolean hasParts() {
    return false;
  }

  @Override
  MethodForm part(int number, Trace entry) {
    throw new IllegalStateException("one method");
  }

  @Override
  void goOnIn(MethodVisitor code, MethodForm part) {
    throw new IllegalStateException("one method");
  }

  @Override
  int frame() {
    return 1;
  }

  @Override
  int firstFree() {
    return turn() + 1;
  }

  private int turns() {
    return super.firstFree();
  }

  private int turn() {
    return turns() + 1;
  }

  @Override
  void enter(MethodVisitor code) {
    loadField(code, "turns", turns());
    loadField(code, "turn", turn());
  }

  private void loadField(MethodVisitor code, String field, int local) {
    code.visitVarInsn(ALOAD, 0);
    code.visitFieldInsn(GETFIELD, superName(), field, "I");
    code.visitVarInsn(ISTORE, local);
  }

  @Override
  void declare(Object[] slots) {
    slots[0] = ClassGenerator.NAME;
    slots[frame()] = LeaveMethods.FRAME;
    slots[turns()] = INTEGER;
    slots[turn()] = INTEGER;
  }

  @Override
  boolean countTurn(MethodVisitor code, Label enough) {
    code.visitVarInsn(ILOAD, turns());
    code.visitVarInsn(ILOAD, turn());
    code.visitInsn(ISUB);
    code.visitInsn(DUP);
    code.visitVarInsn(ISTORE, turns());
    code.visitJumpInsn(IFLT, enough);
    return true;
  }

  @Override
  void pushInput(MethodVisitor code, int number, Kind kind) {
    pushSlot(code, frame(), number, kind);
  }

  /** Pushes what stands in a slot of the frame in this local. */
  static void pushSlot(MethodVisitor code, int frame, int slot, Kind kind) {
    boolean isRef = kind == Kind.REF;
    code.visitVarInsn(ALOAD, frame);
    String array = isRef ? "refs" : "longs";
    code.visitFieldInsn(GETFIELD, LeaveMethods.FRAME, array, isRef ? "[Ljava/lang/Object;" : "[J");
    Instructions.pushInt(code, slot);
    code.visitInsn(isRef ? AALOAD : LALOAD);
    Instructions.fromBits(code, kind);
  }

  @Override
  boolean leaveDirectly(MethodVisitor code, ValueWriter values, Exit exit) {
    return false;
  }

  @Override
  void makeFrame(MethodContext context) {}

  @Override
  void choose(MethodContext context, Exit exit, boolean overflow) {
    int number = context.number(exit);
    Instructions.pushInt(context.code(), overflow ? ~number : number);
    context.code().visitVarInsn(ISTORE, exit());
  }

  @Override
  boolean leaveWith(MethodContext context, ValueWriter values, List<Value> left) {
    return false;
  }

  @Override
  void leave(MethodContext context) {
    context.code().visitVarInsn(ILOAD, exit());
    context.code().visitInsn(IRETURN);
  }
}
