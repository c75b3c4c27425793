package dev.metajit.driver;

import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Checks what an author says of a portal against the portal's class file: finds the method and its
 * merge point, what is live there, and what the names of greens and reds mean.
 */
public final class PortalAnalysis {
  private final DriverSpec spec;
  private final ClassNode node;
  private final ClassFileSource source;

  private PortalAnalysis(DriverSpec spec, ClassNode node, ClassFileSource source) {
    this.spec = spec;
    this.node = node;
    this.source = source;
  }

  /**
   * Finds and checks a portal.
   *
   * @param spec what its author wrote
   * @param classFile the class file of {@link DriverSpec#portalClass()}
   * @param source other class files: those that paths of greens go through, and superclasses
   * @return the portal, with number -1
   * @throws DriverException if the spec does not fit the class; the message names the variable or
   *     method and says what to do
   */
  public static Portal analyze(DriverSpec spec, byte[] classFile, ClassFileSource source) {
    return analyze(spec, MethodCode.read(classFile), source);
  }

  /**
   * As {@link #analyze(DriverSpec, byte[], ClassFileSource)}, for a class read by {@link
   * MethodCode#read}.
   */
  public static Portal analyze(DriverSpec spec, ClassNode node, ClassFileSource source) {
    try {
      return new PortalAnalysis(spec, node, source).run();
    } catch (DriverException e) {
      throw e.at(spec.origin() + ": portal " + node.name.replace('/', '.'));
    }
  }

  private Portal run() {
    MethodNode method = method();
    ControlFlow flow = new ControlFlow(method);
    int mergePoint = new MergePointFinder(method, flow).find(spec.mergePoint());
    LocalTypes types = LocalTypes.before(node.name, method, mergePoint, source);
    if (types.stackSize() != 0) {
      throw new DriverException(
          "the operand stack is not empty at the merge point of "
              + method.name
              + "; put Jit.mergePoint() at the start of the loop");
    }
    VariableResolver resolver =
        new VariableResolver(node.name, method, mergePoint, types, new ClassHierarchy(source));
    List<PortalVariable> greens = resolveAll(spec.greens(), resolver, "green");
    BitSet live = withValues(new Liveness(method, flow).before(mergePoint), types);
    List<PortalVariable> reds = reds(greens, live, resolver);
    boolean announced = calls(method, "canEnterJit");
    return new Portal(
        -1,
        spec,
        node.name,
        method.name,
        method.desc,
        method.access,
        mergePoint,
        method.instructions.get(mergePoint).getOpcode() >= 0,
        types,
        greens,
        reds,
        announced ? -1 : programCounter(greens),
        announced,
        false);
  }

  private MethodNode method() {
    List<MethodNode> found = new ArrayList<>();
    for (MethodNode method : node.methods) {
      if (isPortal(method)) {
        found.add(method);
      }
    }
    if (found.size() == 1) {
      return checked(found.get(0));
    }
    if (spec.portalMethod() == null) {
      throw new DriverException(
          found.isEmpty()
              ? "no method calls Jit.mergePoint(); add the call, or put @JitDriver on the method"
              : "several methods call Jit.mergePoint(); put @JitDriver on one method");
    }
    String methods =
        node.methods.stream()
            .filter(m -> found.isEmpty() ? hasCode(m) : isPortal(m))
            .map(m -> m.name + m.desc)
            .collect(Collectors.joining(", "));
    throw new DriverException(
        found.isEmpty()
            ? "there is no method "
                + spec.portalMethod()
                + nullToEmpty(spec.portalDescriptor())
                + "; there are "
                + methods
            : "several methods are called " + spec.portalMethod() + "; write one of " + methods);
  }

  private boolean isPortal(MethodNode method) {
    if (spec.portalMethod() == null) {
      return calls(method, "mergePoint");
    }
    boolean descriptorFits =
        spec.portalDescriptor() == null || spec.portalDescriptor().equals(method.desc);
    return method.name.equals(spec.portalMethod()) && descriptorFits && hasCode(method);
  }

  private static boolean hasCode(MethodNode method) {
    return method.instructions.size() > 0 && (method.access & Opcodes.ACC_BRIDGE) == 0;
  }

  private static MethodNode checked(MethodNode method) {
    if (method.name.startsWith("<")) {
      throw new DriverException(
          "a constructor or static initialiser cannot be a portal; move the loop into a method");
    }
    return method;
  }

  private static String nullToEmpty(String text) {
    return text == null ? "" : text;
  }

  private static boolean calls(MethodNode method, String hint) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (MethodCode.isHint(instruction, hint)) {
        return true;
      }
    }
    return false;
  }

  private List<PortalVariable> resolveAll(
      List<VariableSpec> variables, VariableResolver resolver, String role) {
    List<PortalVariable> resolved = new ArrayList<>();
    for (VariableSpec variable : variables) {
      PortalVariable next = resolver.resolve(variable, role);
      for (PortalVariable other : resolved) {
        if (isSame(other, next)) {
          throw new DriverException(role + " '" + variable + "' is given twice; delete one");
        }
      }
      resolved.add(next);
    }
    return resolved;
  }

  private static boolean isSame(PortalVariable a, PortalVariable b) {
    return a.baseSlot() == b.baseSlot() && a.path().equals(b.path());
  }

  private static BitSet withValues(BitSet slots, LocalTypes types) {
    BitSet found = new BitSet();
    for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
      found.set(slot, !types.type(slot).equals(Opcodes.TOP));
    }
    return found;
  }

  private List<PortalVariable> reds(
      List<PortalVariable> greens, BitSet live, VariableResolver resolver) {
    List<PortalVariable> reds = new ArrayList<>();
    if (!spec.reds().isEmpty()) {
      reds.addAll(givenReds(greens, resolver));
    }
    BitSet slots = withBases(live, greens);
    for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
      if (!contains(greens, slot) && !contains(reds, slot)) {
        PortalVariable local = resolver.local(slot);
        if (!spec.reds().isEmpty() && !isImplied(local, greens)) {
          throw new DriverException(
              "local '"
                  + local.name()
                  + "' is live at the merge point but neither green nor red;"
                  + " add it to the reds, or leave the reds out");
        }
        reds.add(local);
      }
    }
    return reds;
  }

  private List<PortalVariable> givenReds(List<PortalVariable> greens, VariableResolver resolver) {
    List<PortalVariable> reds = resolveAll(spec.reds(), resolver, "red");
    for (PortalVariable red : reds) {
      if (red.isPath()) {
        throw new DriverException(
            "red '" + red.name() + "' is a path; reds are locals, so write only its first name");
      }
      if (contains(greens, red.slot())) {
        throw new DriverException("'" + red.name() + "' is green and red; delete one of them");
      }
    }
    return reds;
  }

  /** Live slots and the slots that path greens start at. */
  private static BitSet withBases(BitSet live, List<PortalVariable> greens) {
    BitSet slots = (BitSet) live.clone();
    for (PortalVariable green : greens) {
      slots.set(green.baseSlot());
    }
    return slots;
  }

  /** {@code this} and the local that a path green starts at need not be written down. */
  private static boolean isImplied(PortalVariable local, List<PortalVariable> greens) {
    boolean implied = local.name().equals("this");
    for (PortalVariable green : greens) {
      implied |= green.isPath() && green.baseSlot() == local.slot();
    }
    return implied;
  }

  private static boolean contains(List<PortalVariable> variables, int slot) {
    for (PortalVariable variable : variables) {
      if (variable.slot() == slot) {
        return true;
      }
    }
    return false;
  }

  private static int programCounter(List<PortalVariable> greens) {
    for (int i = 0; i < greens.size(); i++) {
      if (greens.get(i).kind() == Kind.INT) {
        return i;
      }
    }
    return -1;
  }
}
