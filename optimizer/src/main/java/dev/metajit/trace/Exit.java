package dev.metajit.trace;

import java.util.List;

/**
 * A way out of a trace: that of a guard, a jump or a finish. An identity: the metainterp counts on
 * it, the backend returns it.
 *
 * <p>Compiled code leaves the values of {@link #failArguments()} in the frame: value {@code i} in
 * slot {@code i}. For a jump and a finish these are the operation's arguments. Where a trace is
 * attached (a bridge, or the jump's target), its inputs are the fail arguments, in the same order;
 * the bridge of {@code guard_no_exception} or {@code guard_exception} has one more input, a
 * reference: the throwable on its way, or null.
 */
public final class Exit {
  /** What the operation is that leaves. */
  public enum Type {
    GUARD,
    JUMP,
    RETURN,
    THROW
  }

  private final Type type;
  private final TargetToken target;
  private Snapshot snapshot;
  private List<Value> failArguments = List.of();
  private ResumeData resumeData;
  private Object knowledge;
  private Object claims;
  private boolean beforeJump;
  private boolean branch;
  private Object limitOf;
  private volatile Object attached;
  private volatile Object owner;

  public Exit(Type type) {
    this(type, null);
  }

  private Exit(Type type, TargetToken target) {
    this.type = type;
    this.target = target;
  }

  /** The exit of a jump to this token. */
  public static Exit ofJump(TargetToken target) {
    return new Exit(Type.JUMP, target);
  }

  /** An exit of a recorded guard. */
  public static Exit ofGuard(Snapshot snapshot) {
    Exit exit = new Exit(Type.GUARD);
    exit.snapshot = snapshot;
    return exit;
  }

  public Type type() {
    return type;
  }

  /** Where a jump goes; null for other exits. */
  public TargetToken target() {
    return target;
  }

  /**
   * Where the interpreter was when this was recorded; null after optimizing, and in hand-written
   * traces.
   */
  public Snapshot snapshot() {
    return snapshot;
  }

  public void setSnapshot(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * The values that compiled code leaves in the frame. Variables for a guard (constants stand in
   * the resume data); for a jump or a finish the arguments, constants among them.
   */
  public List<Value> failArguments() {
    return failArguments;
  }

  public void setFailArguments(List<? extends Value> values) {
    failArguments = List.copyOf(values);
  }

  /**
   * How to rebuild the interpreter's state from the fail arguments; set by the optimizer on guards.
   */
  public ResumeData resumeData() {
    return resumeData;
  }

  public void setResumeData(ResumeData data) {
    resumeData = data;
  }

  /** What the optimizer knew here, for a bridge; its own class. */
  public Object knowledge() {
    return knowledge;
  }

  public void setKnowledge(Object knowledge) {
    this.knowledge = knowledge;
  }

  /**
   * What has to be true when the guard fails, for {@code jit.verify}; the optimizer's own class.
   */
  public Object claims() {
    return claims;
  }

  public void setClaims(Object claims) {
    this.claims = claims;
  }

  /**
   * True for a guard that the optimizer added before a jump, so that what the jump's target assumes
   * holds. A bridge from there must not count on the same target: it would ask the same again.
   */
  public boolean isBeforeJump() {
    return beforeJump;
  }

  public void setBeforeJump() {
    beforeJump = true;
  }

  /**
   * True for a recorded guard on a condition that the interpreter branches on: a bridge may well
   * start there, and is worth a state of its own, or it does again what was done before.
   */
  public boolean isBranch() {
    return branch;
  }

  public void setBranch() {
    branch = true;
  }

  /**
   * For a guard before a jump that asks for the answer of a comparison that the loop counts on: the
   * state of that loop, the optimizer's own class; else null. Where it is a guess that is wrong,
   * there is a loop without it.
   */
  public Object limitOf() {
    return limitOf;
  }

  public void setLimitOf(Object state) {
    limitOf = state;
  }

  /**
   * The compiled trace to go on in ({@code CompiledTrace} of the backend): a bridge; null to leave
   * to Java.
   */
  public Object attached() {
    return attached;
  }

  public void attach(Object compiledTrace) {
    attached = compiledTrace;
  }

  /** The metainterp's own record of this exit (counters, status). */
  public Object owner() {
    return owner;
  }

  public void setOwner(Object owner) {
    this.owner = owner;
  }
}
