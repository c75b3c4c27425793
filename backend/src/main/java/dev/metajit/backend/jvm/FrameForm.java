package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNE;
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
import dev.metajit.trace.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * {@link CompiledCode#run}: inputs come in a frame, an exit's values go back in it, and the method
 * returns the exit's number, or its complement after an overflow that cost an exception. It goes on
 * at the entry whose number it is given.
 *
 * <p>A part of it takes the frame and the inputs of its first trace as arguments, and returns the
 * same. Where its exit leads to a trace in the method that called it, that goes on there.
 */
final class FrameForm extends MethodForm {
  private static final int FRAME = 1;

  /** The descriptor of a method that enters a part with what stands in the frame. */
  private static final String ENTRY = "(L" + LeaveMethods.FRAME + ";)I";

  /** The first inputs; the others stand in the frame. */
  private final Parameters arguments;

  /** 0 for the method that is entered from outside. */
  private final int part;

  FrameForm(boolean expectsOverflow) {
    this(expectsOverflow, 0, List.of());
  }

  private FrameForm(boolean expectsOverflow, int part, List<Variable> arguments) {
    super(expectsOverflow);
    this.part = part;
    this.arguments = new Parameters(Parameters.kinds(arguments), FRAME + 1);
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
    return part == 0 ? "run" : "part" + part;
  }

  @Override
  String descriptor() {
    return "(L" + LeaveMethods.FRAME + ";" + (part == 0 ? "I" : arguments.descriptor()) + ")I";
  }

  @Override
  MethodForm part(int number, Trace entry) {
    int count = Math.min(entry.inputs().size(), MOST_ARGUMENTS);
    return new FrameForm(expectsOverflow(), number, entry.inputs().subList(0, count));
  }

  @Override
  boolean canGoOnIn(Trace entry) {
    return true;
  }

  @Override
  void beforePart(MethodVisitor code) {
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, FRAME);
  }

  @Override
  void goOnIn(MethodContext context, MethodForm part) {
    MethodVisitor code = context.code();
    Instructions.invokeVirtual(code, ClassGenerator.NAME, part.name(), part.descriptor());
    code.visitVarInsn(ISTORE, exit());
    code.visitJumpInsn(GOTO, context.back());
  }

  @Override
  void comeBack(MethodContext context, List<Exit> left) {
    MethodVisitor code = context.code();
    Label leave = new Label();
    SortedMap<Integer, Label> cases = new TreeMap<>();
    Map<Trace, Label> counting = new LinkedHashMap<>();
    for (int number = 0; number < left.size(); number++) {
      Trace next = context.next(left.get(number));
      if (next != null && left.get(number).type() == Exit.Type.JUMP) {
        cases.put(number, counting.computeIfAbsent(next, trace -> new Label()));
      }
    }
    VerifierFrames frames = new VerifierFrames(context, context.locals(context.first()));
    code.visitLabel(context.back());
    frames.atChosenExit(List.of());
    if (!cases.isEmpty()) {
      code.visitVarInsn(ILOAD, exit());
      int[] keys = cases.keySet().stream().mapToInt(Integer::intValue).toArray();
      code.visitLookupSwitchInsn(leave, keys, cases.values().toArray(new Label[0]));
      code.visitLabel(leave);
      frames.atChosenExit(List.of());
    }
    leave(context);
    counting.forEach(
        (trace, label) -> {
          code.visitLabel(label);
          frames.atChosenExit(List.of());
          countTurn(code, leave);
          code.visitJumpInsn(GOTO, context.loading(trace));
        });
  }

  @Override
  void writeLoading(MethodContext context) {
    MethodVisitor code = context.code();
    VerifierFrames frames = new VerifierFrames(context, context.locals(context.first()));
    context
        .loading()
        .forEach(
            (trace, label) -> {
              code.visitLabel(label);
              frames.write(List.of());
              load(context, trace);
              code.visitJumpInsn(GOTO, context.start(trace));
            });
  }

  /** Sets the inputs of the trace from the frame. */
  private void load(MethodContext context, Trace trace) {
    LocalAllocation allocation = context.locals(trace);
    for (int i = 0; i < trace.inputs().size(); i++) {
      Variable input = trace.inputs().get(i);
      if (allocation.isUsed(input)) {
        pushSlot(context.code(), FRAME, i, input.kind());
        Instructions.store(context.code(), input.kind(), allocation.local(input));
      }
    }
  }

  @Override
  int frame() {
    return FRAME;
  }

  @Override
  int firstOwn() {
    return part == 0 ? entry() + 1 : arguments.end();
  }

  /** The local with the number of the entry that was asked for. */
  private int entry() {
    return arguments.end();
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

  @Override
  boolean hasEntries() {
    return part == 0;
  }

  @Override
  void chooseEntry(MethodContext context, Map<Trace, Integer> entries) {
    if (part == 0 && entries.size() > 1) {
      context.code().visitVarInsn(ILOAD, entry());
      context.code().visitJumpInsn(IFNE, context.elsewhere());
    }
  }

  @Override
  void enterElsewhere(MethodContext context, Map<Trace, Integer> entries) {
    if (part != 0 || entries.size() < 2) {
      return;
    }
    MethodVisitor code = context.code();
    Map<Trace, Label> calls = new LinkedHashMap<>();
    Label[] cases = new Label[entries.size()];
    entries.forEach(
        (trace, number) ->
            cases[number] =
                context.part(trace) == null
                    ? context.loading(trace)
                    : calls.computeIfAbsent(trace, one -> new Label()));
    VerifierFrames frames = new VerifierFrames(context, context.locals(context.first()));
    code.visitLabel(context.elsewhere());
    frames.write(List.of());
    code.visitVarInsn(ILOAD, entry());
    code.visitTableSwitchInsn(0, cases.length - 1, cases[0], cases);
    calls.forEach(
        (trace, label) -> {
          code.visitLabel(label);
          frames.write(List.of());
          beforePart(code);
          Instructions.invokeVirtual(
              code, ClassGenerator.NAME, entryName(context.part(trace)), ENTRY);
          code.visitVarInsn(ISTORE, exit());
          code.visitJumpInsn(GOTO, context.back());
        });
  }

  private static String entryName(MethodForm part) {
    return "enter_" + part.name();
  }

  /** A method for each part that takes the part's arguments from the frame. */
  @Override
  void declareEntries(ClassVisitor visitor, Map<Trace, MethodForm> parts) {
    for (MethodForm one : parts.values()) {
      MethodVisitor code = visitor.visitMethod(0, entryName(one), ENTRY, null, null);
      code.visitCode();
      beforePart(code);
      List<Kind> kinds = ((FrameForm) one).arguments.kinds();
      for (int i = 0; i < kinds.size(); i++) {
        pushSlot(code, FRAME, i, kinds.get(i));
      }
      Instructions.invokeVirtual(code, ClassGenerator.NAME, one.name(), one.descriptor());
      code.visitInsn(IRETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
  }

  private void loadField(MethodVisitor code, String field, int local) {
    code.visitVarInsn(ALOAD, 0);
    code.visitFieldInsn(GETFIELD, superName(), field, "I");
    code.visitVarInsn(ISTORE, local);
  }

  @Override
  void declare(Object[] slots) {
    slots[0] = ClassGenerator.NAME;
    slots[FRAME] = LeaveMethods.FRAME;
    if (part == 0) {
      slots[entry()] = INTEGER;
    }
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
    if (number < arguments.count()) {
      Instructions.load(code, kind, arguments.local(number));
    } else {
      pushSlot(code, FRAME, number, kind);
    }
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
