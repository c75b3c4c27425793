package dev.metajit.metainterp;

import dev.metajit.codewriter.CodeWriter;
import dev.metajit.codewriter.JitOp;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;

/**
 * The tracer: executes JitCode for real and records what it does (RPython's {@code pyjitpl.py}).
 *
 * <p>An instruction is recorded, then executed, then the frame's position moves on. So whenever a
 * recording ends, by closing a loop or by giving up, the frames say exactly what has been done, and
 * the blackhole goes on from there: no effect happens twice or never. One instance records one
 * trace on one thread.
 */
public final class MetaInterp {
  final CodeWriter codeWriter;
  final JitCells cells;
  final TracingLimits limits;
  final Recorder recorder = new Recorder();
  final HeapCache heap = new HeapCache();
  private final ValueTracer values = new ValueTracer(this);
  private final HeapTracer memory = new HeapTracer(this);
  private final CallTracer calls = new CallTracer(this, memory);
  private final MergePointTracer mergePoints = new MergePointTracer(this);

  /** The innermost frame. */
  MIFrame top;

  /** What the recording came to, once it has ended. */
  TracingResult result;

  /** The throwable that is on its way in the innermost frame, or null. */
  Throwable pending;

  /** True once the frames say what has been done: the blackhole may go on from them. */
  boolean ready;

  /** The tree that the trace is for. */
  TreeGrowth tree = TreeGrowth.NONE;

  private final InvalidationToken token;
  private BridgeStart bridge;

  public MetaInterp(CodeWriter codeWriter, JitCells cells, TracingLimits limits) {
    this.codeWriter = codeWriter;
    this.cells = cells;
    this.limits = limits;
    this.token = codeWriter.redefinitions().token();
  }

  /** Invalid if a class has been redefined since the recording began. */
  public InvalidationToken token() {
    return token;
  }

  /**
   * What stands in class files is counted on from here on: where they may change, the trace has to
   * ask.
   */
  void countOnClassFiles() {
    if (!heap.isValidityKnown() && codeWriter.redefinitions().areLikely()) {
      guard(Op.GUARD_NOT_INVALIDATED, token);
      heap.learnValidity();
    }
  }

  /**
   * Records from a merge point of a portal.
   *
   * @param key the greens
   * @param longs the portal's primitive registers, by local slot
   * @param refs the portal's reference registers
   * @param function true at the start of a guest function: a trace that leaves the portal is
   *     welcome
   * @return what came of it; without outcome if nothing was done at all
   */
  public TracingResult traceFrom(
      PortalCode portal, GreenKey key, long[] longs, Object[] refs, boolean function) {
    top = new MIFrame(portal.code(), null, recorder);
    return run(
        () -> {
          mergePoints.start(portal, key, longs, refs, function, new TargetToken("entry"));
          ready = true;
        });
  }

  /**
   * Records what bridges of a tree share, from a location where they end; otherwise as {@link
   * #traceFrom}.
   *
   * @param own the token of the trace
   */
  public TracingResult traceJoin(
      PortalCode portal,
      GreenKey key,
      long[] longs,
      Object[] refs,
      TargetToken own,
      TreeGrowth tree) {
    top = new MIFrame(portal.code(), null, recorder);
    this.tree = tree;
    return run(
        () -> {
          mergePoints.startJoin(portal, key, longs, refs, own);
          ready = true;
        });
  }

  /**
   * Records from a failed guard.
   *
   * @param start rebuilds the frames
   * @param key the location of the loop that the guard belongs to
   * @param tree that the guard belongs to
   */
  public TracingResult traceBridge(BridgeStart start, GreenKey key, TreeGrowth tree) {
    bridge = start;
    this.tree = tree;
    return run(() -> mergePoints.startBridge(start, key));
  }

  private TracingResult run(Runnable start) {
    try {
      start.run();
      while (result == null) {
        MIFrame frame = top;
        int pc = frame.position;
        step();
        if (top == frame && frame.position <= pc && frame.position >= 0) {
          comesRound(frame);
        }
      }
      return result;
    } catch (AbortTrace e) {
      return abort(e.reason(), e.getMessage());
    } catch (VirtualMachineError e) {
      return abort(AbortReason.EXCEPTION_BY_CHECK, e.toString());
    } catch (RuntimeException | LinkageError | AssertionError e) {
      return abort(
          Shortage.isBehind(e) ? AbortReason.NO_MEMORY : AbortReason.INTERNAL_ERROR, describe(e));
    }
  }

  /**
   * A loop of an inlined method comes round: if too often, it is called from now on. Not so an
   * elidable one: nobody goes into its loop knowingly, but a bridge may start there.
   */
  private void comesRound(MIFrame frame) {
    if (!frame.mayComeRound() && !(frame.rebuilt && codeWriter.isElidable(frame.code))) {
      codeWriter.makeOpaque(frame.code, "its loop came round too often");
      throw new AbortTrace(AbortReason.UNROLLED, frame.code.toString());
    }
  }

  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e + (trace.length > 0 ? " at " + trace[0] : "");
  }

  private TracingResult abort(AbortReason reason, String detail) {
    GreenKey blamed =
        reason == AbortReason.TOO_LONG
            ? mergePoints.largestInlined()
            : mergePoints.inlinedTooMuch();
    return new TracingResult(
        null, null, mergePoints.startKey(), null, reason, detail, blamed, goOn());
  }

  /** Goes on for real from where the recording ended; null if it has not begun. */
  private BlackholeOutcome goOn() {
    if (ready) {
      return Blackhole.run(blackholeFrames(top), pending, cells.portalCalls());
    }
    if (bridge == null) {
      return null;
    }
    Resume.Rebuilt rebuilt = bridge.rebuilt();
    return Blackhole.run(rebuilt.innermost(), rebuilt.pending(), cells.portalCalls());
  }

  private void step() {
    MIFrame frame = top;
    int pc = frame.position;
    int[] code = frame.code.code();
    JitOp op = JitOp.of(code[pc]);
    switch (op) {
      case MOVE -> frame.copy(code[pc + 2], code[pc + 3]);
      case PRIMITIVE -> values.primitive(frame, code, pc);
      case DIVIDE -> values.divide(frame, code, pc);
      case EXACT -> values.exact(frame, code, pc);
      case GOTO -> {
        frame.position = code[pc + 1];
        return;
      }
      case BRANCH_IF -> {
        values.branch(frame, code, pc, true);
        return;
      }
      case BRANCH_IF_NOT -> {
        values.branch(frame, code, pc, false);
        return;
      }
      case SWITCH -> {
        values.branchByTable(frame, code, pc);
        return;
      }
      case GETFIELD -> memory.getField(frame, code, pc);
      case PUTFIELD -> memory.putField(frame, code, pc);
      case GETSTATIC -> memory.getStatic(frame, code, pc);
      case PUTSTATIC -> memory.putStatic(frame, code, pc);
      case ARRAY_LOAD -> memory.arrayLoad(frame, code, pc);
      case ARRAY_STORE -> memory.arrayStore(frame, code, pc);
      case ARRAY_LENGTH -> memory.arrayLength(frame, code, pc);
      case NEW -> memory.newInstance(frame, code, pc);
      case NEW_ARRAY -> {
        if (!memory.newArray(frame, code, pc)) {
          calls.newLargeArray(frame, code, pc);
          return;
        }
      }
      case INSTANCE_OF -> memory.instanceOf(frame, code, pc);
      case CHECK_CAST -> memory.checkCast(frame, code, pc);
      case LOAD_CONSTANT -> memory.loadConstant(frame, code, pc);
      case MULTI_NEW_ARRAY -> {
        calls.multiNewArray(frame, code, pc);
        return;
      }
      case INVOKE -> {
        countOnClassFiles();
        calls.invoke(frame, code, pc);
        return;
      }
      case INVOKE_HANDLE -> {
        countOnClassFiles();
        calls.invokeHandle(frame, code, pc);
        return;
      }
      case RETURN -> {
        calls.returnValue(frame, frame.values[code[pc + 2]], code[pc + 2]);
        return;
      }
      case RETURN_VOID -> {
        calls.returnVoid(frame);
        return;
      }
      case THROW -> {
        calls.throwValue(frame, code[pc + 1]);
        return;
      }
      case MERGE_POINT -> {
        mergePoints.reached(frame);
        return;
      }
      case CAN_ENTER_JIT -> frame.announced = true;
      case PROMOTE -> values.promote(frame, code[pc + 2], code[pc + 3]);
      case IS_CONSTANT ->
          values.answer(frame, code[pc + 2], frame.values[code[pc + 3]].isConstant());
      case IS_VIRTUAL ->
          values.answer(frame, code[pc + 1], heap.isFresh(frame.values[code[pc + 2]]));
      case IS_JITTED -> values.answer(frame, code[pc + 1], true);
      case RECORD_EXACT_CLASS -> memory.recordExactClass(frame, code, pc);
      default -> throw new IllegalStateException("instruction " + op);
    }
    frame.position = frame.code.next(pc);
  }

  /** Records a pure operation, or folds it if its operands are constant. */
  Value recordPrimitive(Op op, long concrete, Value... arguments) {
    for (Value argument : arguments) {
      if (!argument.isConstant()) {
        return recorder.record(op, arguments);
      }
    }
    return Constant.ofBits(op.result(), concrete);
  }

  /** Cuts an int to what a field or an element of this storage can hold. */
  Value cut(Storage storage, Value value, int bits) {
    return switch (storage) {
      case BOOLEAN -> recordPrimitive(Op.INT_AND, bits & 1, value, Constant.ofInt(1));
      case BYTE -> recordPrimitive(Op.INT_TO_BYTE, (byte) bits, value);
      case SHORT -> recordPrimitive(Op.INT_TO_SHORT, (short) bits, value);
      case CHAR -> recordPrimitive(Op.INT_TO_CHAR, (char) bits, value);
      default -> value;
    };
  }

  /** Records a guard at the position of the innermost frame. */
  Variable guard(Op op, Descr descr, Value... arguments) {
    return recorder.guard(op, descr, top.snapshot(), arguments);
  }

  /**
   * Records the guard of a branch. In a method with a loop it is like any other: a bridge that
   * started in the middle could not give that method up when the loop turns out to be long.
   */
  void guardBranch(Op op, Value condition) {
    if (isInMethodWithLoop()) {
      guard(op, null, condition);
    } else {
      recorder.guardBranch(op, top.snapshot(), condition);
    }
  }

  private boolean isInMethodWithLoop() {
    for (MIFrame frame = top; frame != null; frame = frame.caller) {
      if (frame.code.portal() == null && frame.code.hasLoop()) {
        return true;
      }
    }
    return false;
  }

  /** Replaces a value by the constant it was guarded to be, in all frames. */
  void replace(Value old, Constant constant) {
    for (MIFrame frame = top; frame != null; frame = frame.caller) {
      frame.replace(old, constant);
    }
    heap.replace(old, constant);
  }

  /** Makes the value in a register constant, by a guard if it is not; what it is now. */
  Constant promote(MIFrame frame, int register) {
    Value value = frame.values[register];
    Constant concrete = frame.concrete(register);
    guardValue(value, concrete);
    return concrete;
  }

  void guardValue(Value value, Constant concrete) {
    if (value.isConstant()) {
      return;
    }
    if (concrete.isNull()) {
      guard(Op.GUARD_ISNULL, null, value);
    } else {
      guard(Op.GUARD_VALUE, null, value, concrete);
    }
    replace(value, concrete);
  }

  /** Ends the recording: an exception that the interpreter throws itself is on its way. */
  AbortTrace exceptionByCheck(String what) {
    return new AbortTrace(AbortReason.EXCEPTION_BY_CHECK, what + " in " + where(top));
  }

  static String where(MIFrame frame) {
    return frame.code.owner().getName() + "." + frame.code.name();
  }

  void checkLength() {
    if (recorder.position() > limits.operations()) {
      throw new AbortTrace(AbortReason.TOO_LONG, recorder.position() + " operations");
    }
  }

  /** Starts a bridge with a throwable on its way. */
  void throwPending(Value value, Throwable thrown) {
    calls.throwPending(value, thrown);
  }

  /** Starts a bridge of a guard on the exception with none on its way. */
  void noException(Value value) {
    if (!value.isConstant()) {
      recorder.guard(Op.GUARD_ISNULL, null, top.snapshotWith(value), value);
    }
    top.position = top.code.next(~top.position);
  }

  /** Leaves an inlined frame and makes a residual call in its place. */
  void callInstead(
      MIFrame inner,
      MIFrame caller,
      dev.metajit.trace.CallDescr callee,
      Value[] values,
      long[] longs,
      Object[] refs) {
    noteInlined(inner);
    calls.residualFromInner(inner, caller, callee, values, longs, refs);
  }

  /** Makes sure that a reference on a green's path is not null. */
  void requireNonNull(Value value, Object concrete) {
    if (concrete == null) {
      throw exceptionByCheck("null on the path of a green");
    }
    if (!value.isConstant() && !heap.isNonNull(value)) {
      guard(Op.GUARD_NONNULL, null, value);
      heap.learnNonNull(value);
    }
  }

  Value readField(Value object, Object concrete, dev.metajit.trace.FieldDescr field) {
    return memory.read(object, concrete, field);
  }

  /** A portal's activation is left: how large was what it did? */
  void noteInlined(MIFrame frame) {
    mergePoints.noteInlined(frame);
  }

  /** The outermost frame returns or throws: ends the recording. */
  void finish(Op op, Value value, BlackholeOutcome outcome) {
    result = mergePoints.finished(op, value, outcome);
  }

  /** The frames as the blackhole wants them. */
  static BlackholeFrame blackholeFrames(MIFrame frame) {
    return frame == null
        ? null
        : new BlackholeFrame(
            frame.code, frame.position, frame.longs, frame.refs, blackholeFrames(frame.caller));
  }
}
