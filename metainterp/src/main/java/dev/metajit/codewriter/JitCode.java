package dev.metajit.codewriter;

import dev.metajit.driver.Portal;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import java.util.List;

/**
 * A method in the form that tracer and blackhole execute: instructions of {@link JitOp} on
 * registers. Immutable.
 *
 * <p>A register holds a value of any kind; which, the instruction says. A frame keeps it in a
 * {@code long[]} (bits of primitives) or an {@code Object[]}, both of {@link #frameSize()} entries,
 * with the constants behind the registers, so that any source operand indexes both. Registers below
 * {@code max locals} are the method's local variable slots.
 */
public final class JitCode {
  private final MethodKey key;
  private final Class<?> owner;
  private final boolean isStatic;
  private final JitCodeBody body;
  private final Liveness liveness;
  private final short[] lengths;
  private final int rounds;

  /**
   * @param rounds how often a loop of it may come round while it is traced
   */
  JitCode(Class<?> owner, MethodKey key, boolean isStatic, JitCodeBody body, int rounds) {
    this.rounds = rounds;
    this.owner = owner;
    this.key = key;
    this.isStatic = isStatic;
    this.body = body;
    this.liveness = new Liveness(body);
    this.lengths = new short[body.code().length];
    for (int pc = 0; pc < lengths.length; pc += lengths[pc]) {
      lengths[pc] = (short) (body.next(pc) - pc);
    }
  }

  /** The class that declares the method. */
  public Class<?> owner() {
    return owner;
  }

  public String name() {
    return key.name();
  }

  /** The method's descriptor. */
  public String desc() {
    return key.desc();
  }

  public boolean isStatic() {
    return isStatic;
  }

  /** Number of registers; a source operand from here on is a constant. */
  public int registerCount() {
    return body.registerCount();
  }

  /** The constants; shared, do not write to it. */
  public Constant[] constants() {
    return body.constants();
  }

  /** Registers and constants together. */
  public int frameSize() {
    return body.registerCount() + body.constants().length;
  }

  /** Instructions and operands; shared, do not write to it. */
  public int[] code() {
    return body.code();
  }

  /** What operands {@code p} index; shared, do not write to it. */
  public Object[] pool() {
    return body.pool();
  }

  /** The registers of the parameters, the receiver first. */
  public int[] parameterRegisters() {
    return body.parameterRegisters();
  }

  /** The kinds of the parameters, the receiver first. */
  public Kind[] parameterKinds() {
    return body.parameterKinds();
  }

  /** The kind of the result. */
  public Kind resultKind() {
    return Kind.ofDescriptor(desc().charAt(desc().indexOf(')') + 1));
  }

  /** The instruction at a position. */
  public JitOp opAt(int pc) {
    return JitOp.of(body.code()[pc]);
  }

  /** Position of the instruction after the one at {@code pc}. */
  public int next(int pc) {
    return pc + lengths[pc];
  }

  /** The exception table, the first row that fits wins. */
  public List<Handler> handlers() {
    return body.handlers();
  }

  /**
   * The row of the exception table that catches what the instruction at {@code pc} throws, or
   * {@code null}. Loads the classes that it compares with, so it may itself throw what loading
   * throws.
   */
  public Handler handlerFor(int pc, Throwable thrown) {
    for (Handler handler : body.handlers()) {
      if (handler.covers(pc) && handler.catches(thrown)) {
        return handler;
      }
    }
    return null;
  }

  /** The registers that are live before the instruction at {@code pc}. */
  public LiveSet live(int pc) {
    return liveness.before(pc);
  }

  /**
   * The registers that a frame needs that waits for the call at {@code callPc}: live at the next
   * instruction or in a handler that covers the call. The call's destination is among them if it is
   * live.
   */
  public LiveSet liveAfter(int callPc) {
    return liveness.after(callPc);
  }

  /** The source line of the instruction at {@code pc}, or -1. */
  public int lineOf(int pc) {
    return body.lineOf(pc);
  }

  /** True if the method contains a loop. */
  public boolean hasLoop() {
    return body.hasLoop();
  }

  /** How often a loop of it may come round while it is traced: then it is called instead. */
  public int rounds() {
    return rounds;
  }

  /** The portal that this is, or {@code null}. */
  public Portal portal() {
    return body.portal();
  }

  /** Position of {@link JitOp#MERGE_POINT}, or -1. */
  public int mergePointPc() {
    return body.mergePointPc();
  }

  /** Primitive registers of a new frame: zero, with the constants behind. */
  public long[] newLongs() {
    long[] longs = new long[frameSize()];
    for (int i = 0; i < body.constants().length; i++) {
      longs[body.registerCount() + i] = body.constants()[i].bits();
    }
    return longs;
  }

  /** Reference registers of a new frame: null, with the constants behind. */
  public Object[] newRefs() {
    Object[] refs = new Object[frameSize()];
    for (int i = 0; i < body.constants().length; i++) {
      refs[body.registerCount() + i] = body.constants()[i].ref();
    }
    return refs;
  }

  /** Class and method as messages show them. */
  @Override
  public String toString() {
    return owner.getName() + "." + name() + desc();
  }
}
