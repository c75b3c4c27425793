package dev.metajit.driver;

import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A portal that was found and checked: a method with a merge point, and what is live there.
 *
 * <p>Variables are numbered greens first, then reds; {@code dev.metajit.hooks.PortalState} uses
 * these numbers. Every live local that is not green is a red. A path green is not stored back, but
 * the local it starts at is a red (or green).
 *
 * @param number the number it was registered under; -1 before
 * @param spec what its author wrote
 * @param owner internal name of the class
 * @param method name of the method
 * @param desc descriptor of the method
 * @param access access flags of the method
 * @param mergePoint index of the merge-point instruction in the instruction list of the method's
 *     ASM {@code MethodNode} (read without frames being skipped, so that frames, labels and lines
 *     count): the call of {@code Jit.mergePoint()}, else the label of the loop header
 * @param mergePointIsCall true if {@code mergePoint} is the call of {@code Jit.mergePoint()}
 * @param types the locals at the merge point, as the verifier sees them
 * @param greens the greens
 * @param reds the reds
 * @param pcGreen index in {@code greens} of the int green that tells back-edges, or -1
 * @param announced true if the portal calls {@code Jit.canEnterJit()}, which then alone tells
 *     back-edges
 * @param hasResume true if the rewritten class has a static method {@link #resumeMethod()} that
 *     goes on from a state
 */
public record Portal(
    int number,
    DriverSpec spec,
    String owner,
    String method,
    String desc,
    int access,
    int mergePoint,
    boolean mergePointIsCall,
    LocalTypes types,
    List<PortalVariable> greens,
    List<PortalVariable> reds,
    int pcGreen,
    boolean announced,
    boolean hasResume) {
  /** What names of methods that the agent adds to a portal's class start with. */
  public static final String PREFIX = "metajit$";

  /** Makes the lists immutable. */
  public Portal {
    greens = List.copyOf(greens);
    reds = List.copyOf(reds);
  }

  /** Greens, then reds. */
  public List<PortalVariable> variables() {
    List<PortalVariable> all = new ArrayList<>(greens);
    all.addAll(reds);
    return all;
  }

  /**
   * Name of the static method, with descriptor {@link #resumeDescriptor()}, that goes on at the
   * merge point from the greens and reds in a state. It exists if {@link #hasResume()}.
   */
  public String resumeMethod() {
    return added("resume");
  }

  /** Name of the static method, if there is one, that holds the hook's slow path. */
  public String enterMethod() {
    return added("enter");
  }

  private String added(String role) {
    return PREFIX + role + "$" + method + "$" + Integer.toHexString(desc.hashCode());
  }

  /** Descriptor of {@link #resumeMethod()}: takes a state and returns what the portal returns. */
  public String resumeDescriptor() {
    return "(Ldev/metajit/hooks/PortalState;)" + desc.substring(desc.indexOf(')') + 1);
  }

  /** The kind of the portal's result. */
  public Kind resultKind() {
    return Kind.ofDescriptor(desc.charAt(desc.indexOf(')') + 1));
  }

  /** The same portal under a number. */
  public Portal numbered(int newNumber) {
    return new Portal(
        newNumber,
        spec,
        owner,
        method,
        desc,
        access,
        mergePoint,
        mergePointIsCall,
        types,
        greens,
        reds,
        pcGreen,
        announced,
        hasResume);
  }

  /** The same portal with or without a resume method. */
  public Portal withResume(boolean resume) {
    return new Portal(
        number,
        spec,
        owner,
        method,
        desc,
        access,
        mergePoint,
        mergePointIsCall,
        types,
        greens,
        reds,
        pcGreen,
        announced,
        resume);
  }

  /** Class and method as messages show them. */
  @Override
  public String toString() {
    return owner.replace('/', '.') + "." + method + desc;
  }
}
