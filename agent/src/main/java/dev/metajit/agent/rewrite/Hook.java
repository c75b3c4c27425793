package dev.metajit.agent.rewrite;

import dev.metajit.driver.ControlFlow;
import dev.metajit.driver.LocalTypes;
import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.Hooks;
import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The hook in one portal, as {@link Hooks} describes it. What is done at most arrivals stands at
 * the merge point, all else at the end of the method, where no exception handler of the portal sees
 * it. Frames are written out from the frame at the merge point; nothing is computed that would need
 * other classes.
 */
final class Hook {
  private static final int STACK = 8;

  private final String owner;
  private final boolean inInterface;
  private final MethodNode method;
  private final Portal portal;
  private final LocalTypes types;
  private final boolean frames;
  private final MergeFrame mergeFrame;
  private final SlowPath slow;
  private final BitSet changing;
  private final boolean passesFirst;
  private final Object[] now;
  private final LabelNode after = new LabelNode();
  private final LabelNode slowStart = new LabelNode();
  private final LabelNode done = new LabelNode();
  private final LabelNode proceed = new LabelNode();

  /**
   * Prepares the hook.
   *
   * @param owner internal name of the portal's class
   * @param inInterface true if that is an interface
   * @param version major version of the class file
   * @param method the portal; changed by {@link #insert}
   * @param portal what was found out about it
   * @param changing the {@link #changingSlots}
   * @param isHuge true if the portal is too large for HotSpot to compile it
   */
  Hook(
      String owner,
      boolean inInterface,
      int version,
      MethodNode method,
      Portal portal,
      BitSet changing,
      boolean isHuge) {
    this.owner = owner;
    this.inInterface = inInterface;
    this.method = method;
    this.portal = portal;
    this.types = portal.types();
    this.changing = changing;
    frames = version >= Opcodes.V1_7 || LocalTypes.hasFrames(method);
    mergeFrame = new MergeFrame(types.types(), method.maxLocals);
    slow = new SlowPath(portal, IntUnaryOperator.identity(), method.maxLocals, isThisUnchanged());
    passesFirst = isHuge && hasPc() && slow.isPcReadSlow();
    now = isPcAPath() ? nowIsSet() : new Object[] {Opcodes.INTEGER};
  }

  private static Object[] nowIsSet() {
    return new Object[] {Opcodes.INTEGER, Opcodes.TOP, Opcodes.TOP, Opcodes.INTEGER};
  }

  private boolean isPcAPath() {
    return hasPc() && slow.pc().isPath();
  }

  private boolean hasPc() {
    return portal.pcGreen() >= 0;
  }

  private boolean isThisUnchanged() {
    boolean unchanged = (method.access & Opcodes.ACC_STATIC) == 0;
    for (AbstractInsnNode instruction : method.instructions) {
      unchanged &=
          !(instruction instanceof VarInsnNode access && access.var == 0 && isStore(access));
    }
    return unchanged;
  }

  /**
   * The slots that the portal stores to behind the merge point. All other locals are what they were
   * when the JIT was entered; they are not loaded again, so that HotSpot knows that the loop leaves
   * them as they are.
   */
  static BitSet changingSlots(MethodNode method, Portal portal) {
    BitSet slots = new BitSet(method.maxLocals);
    BitSet reached = new ControlFlow(method).reachableFrom(portal.mergePoint());
    for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
      AbstractInsnNode instruction = method.instructions.get(i);
      if (instruction instanceof IincInsnNode increment) {
        slots.set(increment.var);
      } else if (instruction instanceof VarInsnNode access && isStore(access)) {
        boolean wide = access.getOpcode() == Opcodes.LSTORE || access.getOpcode() == Opcodes.DSTORE;
        slots.set(access.var, access.var + (wide ? 2 : 1));
      }
    }
    return slots;
  }

  private static boolean isStore(VarInsnNode access) {
    return access.getOpcode() >= Opcodes.ISTORE && access.getOpcode() <= Opcodes.ASTORE;
  }

  private boolean anyChanges() {
    for (PortalVariable local : locals()) {
      if (changes(local)) {
        return true;
      }
    }
    return false;
  }

  private boolean changes(PortalVariable local) {
    return !changing.get(local.slot(), local.slot() + Emitter.slots(local.kind())).isEmpty();
  }

  /**
   * Rewrites the method.
   *
   * @param outlined the method that does the counting and entering, or {@code null} to do it here
   */
  void insert(MethodNode outlined) {
    InsnList code = method.instructions;
    AbstractInsnNode mergePoint = code.get(portal.mergePoint());
    if (frames) {
      appendLastToFrames();
    }
    insertFastPath(mergePoint, outlined == null);
    replaceAnnouncements();
    Emitter tail = new Emitter();
    emitSlowPath(tail, outlined);
    emitAnswers(tail);
    code.add(tail.list());
    Emitter head = new Emitter().constant(Hooks.ENTRY).store(Kind.INT, slow.last);
    code.insert(head.list());
    method.maxLocals = slow.end();
    int arguments = outlined == null ? 0 : Type.getArgumentsAndReturnSizes(outlined.desc) >> 2;
    method.maxStack = Math.max(method.maxStack, Math.max(STACK, arguments));
  }

  /**
   * Makes the method, once the hook is in it, start from a state in slot 0 in place of its
   * arguments.
   */
  void startFromState() {
    Emitter out = new Emitter();
    out.load(Kind.REF, 0).store(Kind.REF, slow.state);
    for (int slot = 0; slot < types.types().size(); slot++) {
      Kind kind = kindOf(types.type(slot));
      if (kind != Kind.VOID) {
        out.op(defaultOf(kind)).store(kind, slot);
        slot += Emitter.slots(kind) - 1;
      }
    }
    emitLoads(out, false);
    out.constant(Hooks.IDLE).store(Kind.INT, slow.last).jump(Opcodes.GOTO, proceed);
    method.instructions.insert(out.list());
  }

  private static Kind kindOf(Object type) {
    if (type instanceof String || type.equals(Opcodes.NULL)) {
      return Kind.REF;
    }
    return switch ((Integer) type) {
      case 1 -> Kind.INT;
      case 2 -> Kind.FLOAT;
      case 3 -> Kind.DOUBLE;
      case 4 -> Kind.LONG;
      default -> Kind.VOID;
    };
  }

  private static int defaultOf(Kind kind) {
    return switch (kind) {
      case INT -> Opcodes.ICONST_0;
      case LONG -> Opcodes.LCONST_0;
      case FLOAT -> Opcodes.FCONST_0;
      case DOUBLE -> Opcodes.DCONST_0;
      default -> Opcodes.ACONST_NULL;
    };
  }

  private void appendLastToFrames() {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FrameNode frame) {
        MergeFrame.appendInt(frame, slow.last);
      }
    }
  }

  private void insertFastPath(AbstractInsnNode mergePoint, boolean skipsHere) {
    Emitter out = new Emitter();
    if (hasPc()) {
      if (passesFirst) {
        passBeforeReading(out);
      }
      slow.readPc(out, after);
      loadPc(out);
      out.load(Kind.INT, slow.last);
      goIntoSlowPath(out, Opcodes.IF_ICMPLE, skipsHere && !passesFirst);
      loadPc(out);
      out.store(Kind.INT, slow.last);
    } else if (portal.announced()) {
      out.load(Kind.INT, slow.last);
      goIntoSlowPath(out, Opcodes.IFGE, skipsHere);
      out.constant(Hooks.IDLE).store(Kind.INT, slow.last);
    } else if (skipsHere) {
      out.skip(slowStart);
      out.constant(Hooks.IDLE).store(Kind.INT, slow.last);
    } else {
      out.jump(Opcodes.GOTO, slowStart);
    }
    out.label(after);
    AbstractInsnNode next = nextReal(portal.mergePointIsCall() ? mergePoint.getNext() : mergePoint);
    boolean framed = portal.mergePointIsCall() && hasFrameBefore(mergePoint, next);
    if (frames && !framed) {
      out.add(mergeFrame.with(Opcodes.INTEGER));
    }
    if (portal.mergePointIsCall()) {
      method.instructions.insert(mergePoint, out.list());
      method.instructions.remove(mergePoint);
    } else {
      method.instructions.insertBefore(next, out.list());
    }
  }

  /**
   * Goes on without the int green where no arrival is to be counted anyway: in HotSpot's
   * interpreter, reading it takes as long as several instructions. While {@code last} is negative,
   * it counts up what is left of {@link Hooks#passes}; so int greens are compared without sign.
   */
  private void passBeforeReading(Emitter out) {
    LabelNode read = new LabelNode();
    out.load(Kind.INT, slow.last).jump(Opcodes.IFGE, read);
    out.add(new IincInsnNode(slow.last, 1)).jump(Opcodes.GOTO, after).label(read);
    frame(out, Opcodes.INTEGER);
  }

  /** Loads the int green as it is compared with {@code last}. */
  private void loadPc(Emitter out) {
    out.load(Kind.INT, slow.now());
    if (passesFirst) {
      out.constant(Integer.MAX_VALUE).op(Opcodes.IAND);
    }
  }

  /**
   * Jumps into the slow path; but goes on here if the arrival is not to be counted. (The jump back
   * from there would be a loop of its own for HotSpot, which would compile the portal twice.)
   */
  private void goIntoSlowPath(Emitter out, int condition, boolean skipsHere) {
    if (!skipsHere) {
      out.jump(condition, slowStart);
      return;
    }
    LabelNode pass = new LabelNode();
    out.jump(opposite(condition), pass).skip(slowStart).label(pass);
    frame(out, now);
  }

  private static int opposite(int condition) {
    return condition == Opcodes.IF_ICMPLE ? Opcodes.IF_ICMPGT : Opcodes.IFLT;
  }

  private static AbstractInsnNode nextReal(AbstractInsnNode from) {
    AbstractInsnNode at = from;
    while (at.getOpcode() < 0) {
      at = at.getNext();
    }
    return at;
  }

  private static boolean hasFrameBefore(AbstractInsnNode from, AbstractInsnNode end) {
    for (AbstractInsnNode at = from; at != end; at = at.getNext()) {
      if (at instanceof FrameNode) {
        return true;
      }
    }
    return false;
  }

  private void replaceAnnouncements() {
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (MethodCode.isHint(instruction, "canEnterJit")) {
        Emitter out = new Emitter().constant(Hooks.ANNOUNCED).store(Kind.INT, slow.last);
        method.instructions.insert(instruction, out.list());
        method.instructions.remove(instruction);
      }
    }
  }

  private void emitSlowPath(Emitter out, MethodNode outlined) {
    out.label(slowStart);
    frame(out, now);
    if (outlined == null) {
      slow.readOtherPaths(out, done);
      slow.count(out, done);
      slow.enter(out);
    } else {
      for (PortalVariable local : locals()) {
        out.load(local.kind(), local.slot());
      }
      out.load(Kind.INT, slow.last);
      out.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC, owner, outlined.name, outlined.desc, inInterface));
      out.store(Kind.REF, slow.state).load(Kind.REF, slow.state).jump(Opcodes.IFNULL, done);
      out.load(Kind.REF, slow.state).getField(Emitter.STATE, "answer", "I");
    }
  }

  private List<PortalVariable> locals() {
    List<PortalVariable> locals = new ArrayList<>();
    for (PortalVariable variable : portal.variables()) {
      if (!variable.isPath()) {
        locals.add(variable);
      }
    }
    return locals;
  }

  private void emitAnswers(Emitter out) {
    LabelNode returns = new LabelNode();
    LabelNode throwing = new LabelNode();
    Object[] stateIsSet = {Opcodes.INTEGER, Opcodes.TOP, Emitter.STATE};
    out.add(new TableSwitchInsnNode(1, 3, done, proceed, returns, throwing));
    out.label(returns);
    frame(out, stateIsSet);
    emitReturn(out);
    out.label(throwing);
    frame(out, stateIsSet);
    out.load(Kind.REF, slow.state).getField(Emitter.STATE, "thrown", "Ljava/lang/Throwable;");
    out.op(Opcodes.ATHROW);
    out.label(proceed);
    frame(out, stateIsSet);
    emitLoads(out, true);
    if (hasPc()) {
      slow.readPc(out, after);
    }
    if (!isPcAPath() && !anyChanges()) {
      out.op(Opcodes.NOP); // two frames may not stand at one place
    }
    out.label(done);
    frame(out, now);
    if (passesFirst) {
      out.add(new FieldInsnNode(Opcodes.GETSTATIC, Emitter.HOOKS, "passes", "I"));
      out.op(Opcodes.INEG).store(Kind.INT, slow.last);
      out.load(Kind.INT, slow.last).jump(Opcodes.IFLT, after);
    }
    if (hasPc()) {
      loadPc(out);
    } else {
      out.constant(Hooks.IDLE);
    }
    out.store(Kind.INT, slow.last).jump(Opcodes.GOTO, after);
  }

  private void frame(Emitter out, Object... own) {
    if (frames) {
      out.add(mergeFrame.with(own));
    }
  }

  private void emitReturn(Emitter out) {
    Type result = Type.getReturnType(method.desc);
    Kind kind = portal.resultKind();
    if (kind != Kind.VOID) {
      out.load(Kind.REF, slow.state);
    }
    switch (kind) {
      case INT -> out.callState("intResult", "()I");
      case LONG -> out.getField(Emitter.STATE, "result", "J");
      case FLOAT -> out.callState("floatResult", "()F");
      case DOUBLE -> out.callState("doubleResult", "()D");
      case REF ->
          out.getField(Emitter.STATE, "resultRef", "Ljava/lang/Object;")
              .checkCast(result.getInternalName());
      case VOID -> {}
    }
    out.op(result.getOpcode(Opcodes.IRETURN));
  }

  /** Loads those locals that change behind the merge point, or the others. */
  private void emitLoads(Emitter out, boolean changing) {
    List<PortalVariable> variables = portal.variables();
    for (int i = 0; i < variables.size(); i++) {
      PortalVariable variable = variables.get(i);
      if (!variable.isPath() && changes(variable) == changing) {
        out.load(Kind.REF, slow.state).constant(i);
        emitGet(out, variable);
        out.store(variable.kind(), variable.slot());
      }
    }
  }

  private void emitGet(Emitter out, PortalVariable variable) {
    switch (variable.kind()) {
      case INT -> out.callState("getInt", "(I)I");
      case LONG -> out.callState("getLong", "(I)J");
      case FLOAT -> out.callState("getFloat", "(I)F");
      case DOUBLE -> out.callState("getDouble", "(I)D");
      case REF -> {
        out.callState("getRef", "(I)Ljava/lang/Object;");
        if (variable.baseType() == null) {
          out.op(Opcodes.POP).op(Opcodes.ACONST_NULL);
        } else {
          out.checkCast(variable.baseType());
        }
      }
      case VOID -> throw new IllegalStateException(variable.toString());
    }
  }

  /**
   * A static method that counts and enters, to keep the portal small. It takes the portal's local
   * variables and {@code last}, and returns the state with the answer in it, or null if the JIT was
   * not asked.
   *
   * @return the method, or {@code null} if it would have too many arguments
   */
  MethodNode outline() {
    int[] slots = new int[method.maxLocals];
    StringBuilder desc = new StringBuilder("(");
    List<Object> arguments = new ArrayList<>();
    for (PortalVariable local : locals()) {
      slots[local.slot()] = arguments.size();
      desc.append(local.typeDescriptor());
      Object type = types.type(local.slot());
      arguments.add(type.equals(Opcodes.NULL) ? "java/lang/Object" : type);
      arguments.addAll(Arrays.asList(new Object[Emitter.slots(local.kind()) - 1]));
    }
    if (arguments.size() > 253) {
      return null;
    }
    arguments.replaceAll(type -> type == null ? Opcodes.TOP : type);
    desc.append("I)").append(Emitter.STATE_DESCRIPTOR);
    SlowPath path = new SlowPath(portal, s -> slots[s], arguments.size(), false);
    arguments.add(Opcodes.INTEGER);
    MethodNode made = PortalRewriter.synthetic(portal.enterMethod(), desc.toString());
    Emitter out = new Emitter();
    LabelNode counted = new LabelNode();
    LabelNode notReached = new LabelNode();
    if (!passesFirst) {
      out.skip(counted).jump(Opcodes.GOTO, notReached).label(counted);
      if (frames) {
        out.add(MergeFrame.node(arguments));
      }
    }
    if (hasPc()) {
      path.readPc(out, notReached);
    }
    path.readOtherPaths(out, notReached);
    path.count(out, notReached);
    path.enter(out);
    out.load(Kind.REF, path.state).op(Opcodes.SWAP);
    out.add(new FieldInsnNode(Opcodes.PUTFIELD, Emitter.STATE, "answer", "I"));
    out.load(Kind.REF, path.state).op(Opcodes.ARETURN).label(notReached);
    if (frames) {
      out.add(MergeFrame.node(arguments));
    }
    out.op(Opcodes.ACONST_NULL).op(Opcodes.ARETURN);
    made.instructions.add(out.list());
    made.maxLocals = path.end();
    made.maxStack = STACK;
    return made;
  }
}
