package dev.metajit.codewriter;

/**
 * The instructions of {@link JitCode}: about forty, concise rather than fast, executed by the
 * tracer and by the blackhole.
 *
 * <p>An instruction is its ordinal and then its operands, one int each, as the layout's letters
 * say: {@code d} a destination register; {@code s} a source: a register, or a constant if not less
 * than {@link JitCode#registerCount()}; {@code L} a position in the code; {@code p} an index into
 * {@link JitCode#pool()}; {@code o} the ordinal of a {@code dev.metajit.trace.Op}; {@code k} the
 * ordinal of a {@code Kind}; {@code t} the ordinal of a {@code Storage}; {@code *} a count and then
 * so many sources. A destination may be -1 where there is none.
 */
public enum JitOp {
  /** Copies a value. */
  MOVE("kds"),
  /** A primitive operation that cannot fail; a unary one repeats its operand. */
  PRIMITIVE("odss"),
  /** int or long division or remainder; throws if the divisor is 0. */
  DIVIDE("odss"),
  /**
   * {@code Math.addExact} and its like: throws on overflow; the operation is the {@code _OVF} one.
   */
  EXACT("odss"),
  GOTO("L"),
  /** Jumps if the comparison holds; also {@code REF_EQ} and {@code REF_NE}. */
  BRANCH_IF("ossL"),
  /** Jumps unless the comparison holds (not the inverse comparison: NaN). */
  BRANCH_IF_NOT("ossL"),
  /** Jumps by a {@link SwitchTable}. */
  SWITCH("sp"),
  GETFIELD("dsp"),
  /** A value that is narrower than int has been cut to size. */
  PUTFIELD("ssp"),
  GETSTATIC("dp"),
  PUTSTATIC("sp"),
  /** The storage is the instruction's: byte stands for byte and boolean arrays. */
  ARRAY_LOAD("tdss"),
  /** As above; a value that is narrower than int has been cut to size, to a byte for a boolean. */
  ARRAY_STORE("tsss"),
  ARRAY_LENGTH("ds"),
  NEW("dp"),
  /** An array with components of the pool's class. */
  NEW_ARRAY("dsp"),
  MULTI_NEW_ARRAY("dp*"),
  INSTANCE_OF("dsp"),
  /** Copies the reference if it may be cast, else throws. */
  CHECK_CAST("dsp"),
  /** Calls a {@link MethodRef}; the receiver is the first source. */
  INVOKE("dp*"),
  /**
   * Calls the target of an {@code invokedynamic} or a constant method handle: a {@link
   * CallSiteRef}.
   */
  INVOKE_HANDLE("dp*"),
  /**
   * Loads a class, method type, method handle or dynamic constant that is resolved when first
   * executed.
   */
  LOAD_CONSTANT("dp"),
  RETURN("ks"),
  RETURN_VOID(""),
  THROW("s"),
  /** The head of the portal's dispatch loop. */
  MERGE_POINT(""),
  CAN_ENTER_JIT(""),
  PROMOTE("kds"),
  /** 1 if the source is a constant of the trace. */
  IS_CONSTANT("kds"),
  IS_VIRTUAL("ds"),
  IS_JITTED("d"),
  RECORD_EXACT_CLASS("dss");

  private static final JitOp[] VALUES = values();

  private final String layout;

  JitOp(String layout) {
    this.layout = layout;
  }

  public String layout() {
    return layout;
  }

  public static JitOp of(int ordinal) {
    return VALUES[ordinal];
  }
}
