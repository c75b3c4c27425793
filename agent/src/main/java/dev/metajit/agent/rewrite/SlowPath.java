package dev.metajit.agent.rewrite;

import dev.metajit.driver.FieldStep;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.trace.Kind;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Code that reads greens, counts an arrival and hands greens and reds to the JIT. It stands in the
 * portal itself or in a method of its own; {@code slots} says where the portal's locals are there.
 */
final class SlowPath {
  private static final Handle FIELD_READER =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Emitter.HOOKS,
          "fieldReader",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
          false);

  private final Portal portal;
  private final IntUnaryOperator slots;
  private final boolean thisIsNeverNull;

  final int last;
  final int hash;
  final int state;
  private final int[] pathSlots;
  private final int end;

  SlowPath(Portal portal, IntUnaryOperator slots, int firstOwnSlot, boolean thisIsNeverNull) {
    this.portal = portal;
    this.slots = slots;
    this.thisIsNeverNull = thisIsNeverNull;
    last = firstOwnSlot;
    hash = firstOwnSlot + 1;
    state = firstOwnSlot + 2;
    int next = firstOwnSlot + 3;
    pathSlots = new int[portal.greens().size()];
    if (portal.pcGreen() >= 0 && pc().isPath()) {
      pathSlots[portal.pcGreen()] = next++;
    }
    for (int i = 0; i < pathSlots.length; i++) {
      if (portal.greens().get(i).isPath() && i != portal.pcGreen()) {
        pathSlots[i] = next;
        next += Emitter.slots(portal.greens().get(i).kind());
      }
    }
    end = next;
  }

  /** First slot behind the hook's own. */
  int end() {
    return end;
  }

  PortalVariable pc() {
    return portal.greens().get(portal.pcGreen());
  }

  /** Slot that holds the int green, once it has been read. */
  int now() {
    return slotOf(portal.pcGreen(), pc());
  }

  /**
   * Reads the int green into its slot if it is a path; a null on the way goes to {@code ifNull}.
   */
  void readPc(Emitter out, LabelNode ifNull) {
    readPath(out, portal.pcGreen(), ifNull);
  }

  /** Reads all other path greens. */
  void readOtherPaths(Emitter out, LabelNode ifNull) {
    for (int i = 0; i < pathSlots.length; i++) {
      if (i != portal.pcGreen()) {
        readPath(out, i, ifNull);
      }
    }
  }

  private void readPath(Emitter out, int green, LabelNode ifNull) {
    PortalVariable variable = portal.greens().get(green);
    if (!variable.isPath()) {
      return;
    }
    int base = slots.applyAsInt(variable.baseSlot());
    if (!(thisIsNeverNull && variable.baseSlot() == 0)) {
      out.load(Kind.REF, base).jump(Opcodes.IFNULL, ifNull);
    }
    out.load(Kind.REF, base);
    boolean typed = true;
    for (int i = 0; i < variable.path().size(); i++) {
      if (i > 0) {
        out.store(Kind.REF, state).load(Kind.REF, state).jump(Opcodes.IFNULL, ifNull);
        out.load(Kind.REF, state);
      }
      typed = step(out, variable.path().get(i), typed);
    }
    out.store(variable.kind(), pathSlots[green]);
  }

  /** Reads one field; returns true if the value has the field's type for the verifier. */
  private static boolean step(Emitter out, FieldStep step, boolean typed) {
    if (step.direct()) {
      if (!typed) {
        out.checkCast(step.owner());
      }
      out.getField(step.owner(), step.name(), step.descriptor());
      return true;
    }
    Type type = Type.getType(step.descriptor());
    String result = type.getSort() >= Type.ARRAY ? "Ljava/lang/Object;" : step.descriptor();
    out.add(
        new InvokeDynamicInsnNode(
            step.name(),
            "(Ljava/lang/Object;)" + result,
            FIELD_READER,
            step.owner().replace('/', '.'),
            step.descriptor()));
    return type.getSort() < Type.ARRAY;
  }

  /** True if a field has to be read by {@code invokedynamic}. */
  static boolean needsInvokeDynamic(Portal portal) {
    return portal.greens().stream().anyMatch(SlowPath::needsInvokeDynamic);
  }

  private static boolean needsInvokeDynamic(PortalVariable green) {
    return green.path().stream().anyMatch(step -> !step.direct());
  }

  /** True if reading the int green takes HotSpot's interpreter as long as several instructions. */
  boolean isPcReadSlow() {
    return needsInvokeDynamic(pc());
  }

  /** Mixes the greens, counts, and goes to {@code notReached} if the JIT need not be asked. */
  void count(Emitter out, LabelNode notReached) {
    out.constant(portal.number());
    List<PortalVariable> greens = portal.greens();
    for (int i = 0; i < greens.size(); i++) {
      Kind kind = greens.get(i).kind();
      out.load(kind, slotOf(i, greens.get(i)));
      out.callHooks("mix", "(I" + Emitter.typeOf(kind).getDescriptor() + ")I");
    }
    out.store(Kind.INT, hash).load(Kind.INT, hash).load(Kind.INT, last);
    out.callHooks("reached", "(II)Z").jump(Opcodes.IFEQ, notReached);
  }

  /** Builds the state, asks the JIT, and leaves its answer on the stack. */
  void enter(Emitter out) {
    List<PortalVariable> variables = portal.variables();
    out.add(new TypeInsnNode(Opcodes.NEW, Emitter.STATE)).op(Opcodes.DUP);
    out.constant(portal.number()).constant(variables.size());
    out.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, Emitter.STATE, "<init>", "(II)V", false));
    for (int i = 0; i < variables.size(); i++) {
      Kind kind = variables.get(i).kind();
      out.constant(i).load(kind, slotOf(i, variables.get(i)));
      String type = Emitter.typeOf(kind).getDescriptor();
      out.callState("set", "(I" + type + ")" + Emitter.STATE_DESCRIPTOR);
    }
    out.store(Kind.REF, state).load(Kind.REF, state);
    out.load(Kind.INT, hash).load(Kind.INT, last);
    out.callHooks("enter", "(" + Emitter.STATE_DESCRIPTOR + "II)I");
  }

  private int slotOf(int index, PortalVariable variable) {
    return variable.isPath() ? pathSlots[index] : slots.applyAsInt(variable.slot());
  }
}
