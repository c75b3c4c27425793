package dev.metajit.metainterp;

import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.LiveSet;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * One inlined method while recording: each register holds a value of the trace and the concrete
 * value it has now.
 *
 * <p>The position is that of the instruction which is being executed, or {@code ~position} of the
 * call that this frame waits for or has just executed.
 */
final class MIFrame {
  final JitCode code;
  final MIFrame caller;
  final Value[] values;
  final long[] longs;
  final Object[] refs;
  int position;

  /**
   * The guest location of the first merge point in this activation of a portal that a trace has
   * seen: where the guest function starts, if its call was inlined; null for other methods.
   */
  GreenKey entryKey;

  /** True if a bridge starts in this frame: its function was inlined before. */
  boolean rebuilt;

  /**
   * The int green at the last merge point of this activation; {@code Hooks.ENTRY} before the first.
   */
  int lastPc = dev.metajit.hooks.Hooks.ENTRY;

  /** The location of the last merge point that was passed, or null. */
  GreenKey lastKey;

  /** True after {@code Jit.canEnterJit()}, until the merge point. */
  boolean announced;

  /** True if what the method returns is made constant. */
  boolean promotesResult;

  /** How many operations had been recorded when this frame was entered. */
  final int recordedAtEntry;

  /**
   * How many operations were recorded in guest functions that were inlined into this activation.
   */
  int recordedInside;

  /** How often a loop of this method may still come round. */
  private int roundsLeft;

  private final Recorder recorder;
  private Snapshot waiting;

  MIFrame(JitCode code, MIFrame caller, Recorder recorder) {
    this.code = code;
    this.caller = caller;
    this.recorder = recorder;
    this.roundsLeft = code.rounds();
    this.recordedAtEntry = recorder.position();
    Constant[] constants = code.constants();
    int size = code.registerCount() + constants.length;
    values = new Value[size];
    longs = new long[size];
    refs = new Object[size];
    for (int i = 0; i < constants.length; i++) {
      int register = code.registerCount() + i;
      values[register] = constants[i];
      longs[register] = constants[i].bits();
      refs[register] = constants[i].ref();
    }
  }

  /** The position has moved back; false if it has done so too often. */
  boolean mayComeRound() {
    return roundsLeft-- > 0;
  }

  void setBits(int register, Value value, long bits) {
    if (register >= 0) {
      values[register] = value;
      longs[register] = bits;
      refs[register] = null;
      recorder.see(value, bits);
    }
  }

  void setRef(int register, Value value, Object ref) {
    if (register >= 0) {
      values[register] = value;
      refs[register] = ref;
      recorder.see(value, ref);
    }
  }

  void set(int register, Value value, long bits, Object ref) {
    if (value.kind() == Kind.REF) {
      setRef(register, value, ref);
    } else {
      setBits(register, value, bits);
    }
  }

  void copy(int to, int from) {
    values[to] = values[from];
    longs[to] = longs[from];
    refs[to] = refs[from];
  }

  /** The concrete value of an operand, as a constant of its value's kind. */
  Constant concrete(int operand) {
    Value value = values[operand];
    return value.kind() == Kind.REF
        ? Constant.ofRef(refs[operand])
        : Constant.ofBits(value.kind(), longs[operand]);
  }

  /** Replaces a value that has turned out to be constant. */
  void replace(Value old, Constant constant) {
    for (int i = 0; i < code.registerCount(); i++) {
      if (values[i] == old) {
        values[i] = constant;
      }
    }
  }

  /** Where the interpreter stands: this frame, innermost, and its callers. */
  Snapshot snapshot() {
    LiveSet live = position >= 0 ? code.live(position) : code.liveAfter(~position);
    return new Snapshot(code, entryKey, position, values(live, -1), callerSnapshot());
  }

  /**
   * As {@link #snapshot}, after a call, with the throwable (or null) that may be on its way as one
   * more value.
   */
  Snapshot snapshotWith(Value exception) {
    Snapshot plain = snapshot();
    List<Value> more = new ArrayList<>(plain.values());
    more.add(exception);
    return new Snapshot(code, entryKey, position, more, plain.caller());
  }

  private Snapshot callerSnapshot() {
    return caller == null ? null : caller.waitingSnapshot();
  }

  /**
   * The snapshot of a frame that waits for an inlined call; the call's destination is not set yet.
   */
  private Snapshot waitingSnapshot() {
    if (waiting == null || waiting.pc() != position) {
      int call = ~position;
      LiveSet live = code.liveAfter(call);
      waiting =
          new Snapshot(code, entryKey, position, values(live, destination(call)), callerSnapshot());
    }
    return waiting;
  }

  /** The inlined call has returned: nothing waits any more. */
  void called() {
    waiting = null;
  }

  /** The destination register of the call instruction at this position, or -1. */
  int destination(int callPc) {
    return code.code()[callPc + 1];
  }

  private List<Value> values(LiveSet live, int without) {
    List<Value> result = new ArrayList<>(live.registers().length);
    for (int i = 0; i < live.registers().length; i++) {
      int register = live.registers()[i];
      if (register != without) {
        result.add(value(register, live.kinds()[i]));
      }
    }
    return result;
  }

  private Value value(int register, Kind kind) {
    Value value = values[register];
    return value != null && value.kind() == kind ? value : Recorder.zero(kind);
  }
}
