package dev.metajit.metainterp;

import dev.metajit.codewriter.Answer;
import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.CallSiteRef;
import dev.metajit.codewriter.Calls;
import dev.metajit.codewriter.ClassRef;
import dev.metajit.codewriter.HandleTarget;
import dev.metajit.codewriter.HandleTarget.OfMethod;
import dev.metajit.codewriter.Handler;
import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.MethodRef;
import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.optimizer.Boxes;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;
import java.util.Arrays;
import java.util.List;

/** Records calls: inlined or residual; returns, and exceptions on their way through the frames. */
final class CallTracer {
  /** Java methods inlined into one another; more than any sensible interpreter nests. */
  private static final int DEPTH_LIMIT = 60;

  private final MetaInterp tracer;
  private final HeapTracer memory;
  private final LambdaTracer lambdas;
  private final BoxTracer boxes;
  private final HandleTracer handles;
  private final TextTracer texts;

  CallTracer(MetaInterp tracer, HeapTracer memory) {
    this.tracer = tracer;
    this.memory = memory;
    this.lambdas = new LambdaTracer(memory);
    this.boxes = new BoxTracer(tracer);
    this.handles = new HandleTracer(tracer, memory);
    this.texts = new TextTracer(tracer, memory);
  }

  void invoke(MIFrame frame, int[] code, int pc) {
    invoke(frame, (MethodRef) frame.code.pool()[code[pc + 2]], operands(code, pc + 3), pc);
  }

  private void invoke(MIFrame frame, MethodRef ref, int[] arguments, int pc) {
    ResolvedMethod method = target(frame, ref, arguments);
    if (withoutCall(frame, method, arguments, pc)) {
      frame.position = frame.code.next(pc);
      return;
    }
    JitCode callee = calleeCode(frame, method, arguments);
    if (callee == null) {
      CallDescr known = memory.arrays().call(frame, method, arguments);
      CallDescr call = known == null ? tracer.codeWriter.callFrom(frame.code, method) : known;
      residual(frame, call, arguments, pc);
    } else {
      enter(frame, callee, arguments, pc);
    }
    if (method.isPromoted()) {
      promote(frame, pc, callee != null);
    }
  }

  /** Makes the result of a call constant: now, or when the inlined method returns it. */
  private void promote(MIFrame frame, int pc, boolean inlined) {
    if (inlined) {
      tracer.top.promotesResult = true;
    } else if (frame.position == frame.code.next(pc) && frame.destination(pc) >= 0) {
      tracer.promote(frame, frame.destination(pc));
    }
  }

  /** Does what some methods do by operations or none at all; false if this is none of them. */
  private boolean withoutCall(MIFrame frame, ResolvedMethod method, int[] arguments, int pc) {
    if (method.bytesAccess() != null) {
      return memory.bytes(frame, method.bytesAccess(), arguments, pc);
    }
    if (method.owner() == String.class) {
      return texts.call(frame, method, arguments, frame.destination(pc));
    }
    if (method.owner() == Object.class && method.name().equals("getClass")) {
      memory.getClass(frame, arguments[0], frame.destination(pc));
      return true;
    }
    if (method.elidableBy() != null) {
      return fold(frame, method, arguments, pc);
    }
    if (method.isBox()) {
      return boxes.call(frame, method, arguments[0], frame.destination(pc));
    }
    return ArrayTracer.isClone(method)
        ? memory.arrays().clone(frame, arguments[0], frame.destination(pc))
        : ArrayTracer.isCopy(method) && memory.arrays().copy(frame, arguments);
  }

  /** Calls a method whose result is settled by a field of its receiver, if that is constant. */
  private boolean fold(MIFrame frame, ResolvedMethod method, int[] arguments, int pc) {
    for (int i = 1; i < arguments.length; i++) {
      if (!frame.values[arguments[i]].isConstant()) {
        return false;
      }
    }
    CallDescr callee = method.callDescr();
    CallResult answer = new CallResult();
    if (!isSettled(frame, arguments[0], method.elidableBy())
        || call(callee, frame.longs, frame.refs, arguments, answer) != null) {
      return false;
    }
    setConstant(frame, callee.result(), answer, pc);
    return true;
  }

  /** True if the object or the field is constant; a quasi-immutable field is made so. */
  private boolean isSettled(MIFrame frame, int receiver, FieldDescr field) {
    Value object = frame.values[receiver];
    if (object.isConstant()) {
      return true;
    }
    if (field.isQuasiImmutable()) {
      return memory.readPromoted(object, frame.refs[receiver], field).isConstant();
    }
    Value known = tracer.heap.field(object, field);
    return known != null && known.isConstant();
  }

  private static int[] operands(int[] code, int at) {
    return Arrays.copyOfRange(code, at + 1, at + 1 + code[at]);
  }

  private ResolvedMethod target(MIFrame frame, MethodRef ref, int[] arguments) {
    ResolvedMethod resolved = ref.resolve();
    if (resolved.isStatic()) {
      HeapTracer.checkInitialized(resolved.owner());
      return resolved;
    }
    int receiver = arguments[0];
    if (frame.refs[receiver] == null) {
      throw tracer.exceptionByCheck("call on null");
    }
    if (ref.isExact()) {
      memory.checkNonNull(frame, receiver);
      return resolved;
    }
    return ref.select(memory.guardClass(frame, receiver));
  }

  /** The code to inline, or null for a residual call. */
  private JitCode calleeCode(MIFrame frame, ResolvedMethod method, int[] arguments) {
    if (depth() >= DEPTH_LIMIT || !isDecided(frame, method, arguments)) {
      return null;
    }
    Answer answer = tracer.codeWriter.jitCodeOf(method);
    JitCode code = answer.code();
    if (code == null) {
      tracer.cells.opaque(method, answer.opaqueReason());
    } else if (method.isElidable() && isBetterCalled(frame, code, arguments)) {
      return null;
    }
    return code != null && code.portal() != null && !tracer.limits.inlining() ? null : code;
  }

  /** True if the call of an elidable method is folded, or a loop of it is long this time. */
  private static boolean isBetterCalled(MIFrame frame, JitCode code, int[] arguments) {
    return Arrays.stream(arguments).allMatch(argument -> frame.values[argument].isConstant())
        || code.hasLoop() && !comesToItsEnd(frame, code, arguments);
  }

  /**
   * True if the loops of an elidable method do not come round too often this time. It is executed
   * to find out; nobody can tell.
   */
  private static boolean comesToItsEnd(MIFrame frame, JitCode code, int[] arguments) {
    long[] longs = code.newLongs();
    Object[] refs = code.newRefs();
    for (int i = 0; i < arguments.length; i++) {
      longs[code.parameterRegisters()[i]] = frame.longs[arguments[i]];
      refs[code.parameterRegisters()[i]] = frame.refs[arguments[i]];
    }
    BlackholeFrame trial = new BlackholeFrame(code, 0, longs, refs, null);
    try {
      return new BlackholeStep(trial, new CallResult(), code.rounds()).run()
          == BlackholeStep.Stop.RETURN;
    } catch (Throwable thrown) {
      return false;
    }
  }

  /** False if the method is looked into for a constant, and this is none. */
  private static boolean isDecided(MIFrame frame, ResolvedMethod method, int[] arguments) {
    int deciding = method.unrolling().argument();
    return deciding < 0
        || deciding < arguments.length && frame.values[arguments[deciding]].isConstant();
  }

  private int depth() {
    int depth = 0;
    for (MIFrame frame = tracer.top; frame != null; frame = frame.caller) {
      depth++;
    }
    return depth;
  }

  private void enter(MIFrame frame, JitCode callee, int[] arguments, int pc) {
    tracer.checkLength();
    frame.position = ~pc;
    MIFrame inner = new MIFrame(callee, frame, tracer.recorder);
    int[] parameters = callee.parameterRegisters();
    for (int i = 0; i < arguments.length; i++) {
      int from = arguments[i];
      inner.set(parameters[i], frame.values[from], frame.longs[from], frame.refs[from]);
    }
    tracer.top = inner;
  }

  void invokeHandle(MIFrame frame, int[] code, int pc) {
    CallSiteRef site = (CallSiteRef) frame.code.pool()[code[pc + 2]];
    int[] arguments = operands(code, pc + 3);
    if (site.sort() == CallSiteRef.Sort.TYPE_SWITCH && chooseByClass(frame, site, arguments, pc)) {
      frame.position = frame.code.next(pc);
      return;
    }
    if (site.sort() == CallSiteRef.Sort.CONCATENATION
        && texts.concatenate(frame, site.text(), arguments, frame.destination(pc))) {
      frame.position = frame.code.next(pc);
      return;
    }
    HandleTarget target = target(frame, site, arguments);
    int[] rest =
        site.takesHandle() ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
    if (target instanceof OfMethod method) {
      invoke(frame, method.method(), rest, pc);
    } else if (handles.access(frame, target, rest, frame.destination(pc))
        || site.sort() == CallSiteRef.Sort.LAMBDA && lambdas.make(frame, site, arguments, pc)) {
      frame.position = frame.code.next(pc);
    } else {
      residual(frame, site.link(), arguments, pc);
    }
  }

  /** A switch on patterns that are classes: the class of what is switched on settles it. */
  private boolean chooseByClass(MIFrame frame, CallSiteRef site, int[] arguments, int pc) {
    CallResult answer = new CallResult();
    if (!frame.values[arguments[1]].isConstant()
        || call(site.link(), frame.longs, frame.refs, arguments, answer) != null) {
      return false;
    }
    memory.guardType(frame, arguments[0]);
    setConstant(frame, Kind.INT, answer, pc);
    return true;
  }

  /** What a call through a handle comes to, or null: a given handle has to be constant. */
  private static HandleTarget target(MIFrame frame, CallSiteRef site, int[] arguments) {
    if (!site.takesHandle()) {
      return site.target(null);
    }
    Value handle = frame.values[arguments[0]];
    return handle.isConstant() ? site.target(frame.refs[arguments[0]]) : null;
  }

  void multiNewArray(MIFrame frame, int[] code, int pc) {
    ClassRef type = (ClassRef) frame.code.pool()[code[pc + 2]];
    int[] dimensions = operands(code, pc + 3);
    residual(frame, MultiArrays.callDescr(type.resolve(), dimensions.length), dimensions, pc);
  }

  void newLargeArray(MIFrame frame, int[] code, int pc) {
    ClassRef component = (ClassRef) frame.code.pool()[code[pc + 3]];
    Class<?> type = component.resolve().arrayType();
    residual(frame, MultiArrays.callDescr(type, 1), new int[] {code[pc + 2]}, pc);
  }

  /** Calls for real and records the call; the frame goes on after it, or in a handler. */
  void residual(MIFrame frame, CallDescr callee, int[] arguments, int pc) {
    Value[] values = new Value[arguments.length];
    long[] longs = new long[arguments.length];
    Object[] refs = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      values[i] = frame.values[arguments[i]];
      longs[i] = frame.longs[arguments[i]];
      refs[i] = frame.refs[arguments[i]];
    }
    residual(frame, callee, values, longs, refs, pc);
  }

  /** As above, with arguments that stand in no register. */
  void residual(
      MIFrame frame, CallDescr callee, Value[] values, long[] longs, Object[] refs, int pc) {
    boolean foldable =
        callee.effect().isElidable()
            && Arrays.stream(values).allMatch(Value::isConstant)
            && Boxes.isFoldable(callee, List.of(values));
    CallResult answer = new CallResult();
    if (foldable) {
      Throwable thrown = call(callee, longs, refs, answer);
      if (thrown != null) {
        throw tracer.exceptionByCheck(callee.name() + " throws " + thrown.getClass().getName());
      }
      setConstant(frame, callee.result(), answer, pc);
      frame.position = frame.code.next(pc);
      return;
    }
    record(frame, callee, values, longs, refs, pc, answer);
  }

  private void record(
      MIFrame frame,
      CallDescr callee,
      Value[] values,
      long[] longs,
      Object[] refs,
      int pc,
      CallResult answer) {
    Value value = tracer.recorder.record(callOp(callee), callee, values);
    tracer.heap.call(callee.effect(), values);
    Throwable thrown = call(callee, longs, refs, answer);
    frame.position = ~pc;
    if (value != null) {
      frame.set(frame.destination(pc), value, answer.bits, answer.ref);
    }
    if (callee.recipe() != null) {
      texts.learn(value, callee.recipe());
    }
    if (thrown != null) {
      tracer.pending = thrown;
      ClassDescr type = new ClassDescr(thrown.getClass());
      Value caught = tracer.guard(Op.GUARD_EXCEPTION, type);
      tracer.heap.learnClass(caught, type.type());
      unwind(caught, thrown);
      return;
    }
    if (callee.effect().canRaise()) {
      tracer.guard(Op.GUARD_NO_EXCEPTION, null);
    }
    frame.position = frame.code.next(pc);
  }

  /** Calls for real; what it throws, or null. */
  private static Throwable call(CallDescr callee, long[] longs, Object[] refs, CallResult answer) {
    int[] operands = new int[longs.length];
    Arrays.setAll(operands, i -> i);
    return call(callee, longs, refs, operands, answer);
  }

  private static Throwable call(
      CallDescr callee, long[] longs, Object[] refs, int[] operands, CallResult answer) {
    try {
      Calls.invoke(callee, longs, refs, operands, 0, answer);
      return null;
    } catch (Throwable t) {
      return t;
    }
  }

  /**
   * Calls the portal instead of inlining it any further. Until the call has been made the inner
   * frame is there: should the recording end, the blackhole goes on in it.
   */
  void residualFromInner(
      MIFrame inner,
      MIFrame caller,
      CallDescr callee,
      Value[] values,
      long[] longs,
      Object[] refs) {
    tracer.top = caller;
    caller.called();
    record(caller, callee, values, longs, refs, ~caller.position, new CallResult());
  }

  /** A throwable that is on its way when a bridge starts. */
  void throwPending(Value value, Throwable thrown) {
    ClassDescr type = new ClassDescr(thrown.getClass());
    if (!value.isConstant() && tracer.heap.knownClass(value) == null) {
      tracer.recorder.guard(Op.GUARD_NONNULL_CLASS, type, tracer.top.snapshotWith(value), value);
      tracer.heap.learnClass(value, type.type());
    }
    unwind(value, thrown);
  }

  private static Op callOp(CallDescr callee) {
    if (callee.result() == Kind.VOID) {
      return Op.CALL_VOID;
    }
    String family = callee.effect().isPure() ? "call_pure" : "call";
    return Op.family(family, callee.result());
  }

  private static void setConstant(MIFrame frame, Kind kind, CallResult answer, int pc) {
    if (kind == Kind.REF) {
      frame.setRef(frame.destination(pc), Constant.ofRef(answer.ref), answer.ref);
    } else if (kind != Kind.VOID) {
      frame.setBits(frame.destination(pc), Constant.ofBits(kind, answer.bits), answer.bits);
    }
  }

  void returnValue(MIFrame frame, Value value, int register) {
    MIFrame caller = leave(frame);
    if (caller == null) {
      finish(Op.FINISH, value, returns(frame.longs[register], frame.refs[register]));
      return;
    }
    int pc = ~caller.position;
    caller.set(caller.destination(pc), value, frame.longs[register], frame.refs[register]);
    caller.position = caller.code.next(pc);
    if (frame.promotesResult && caller.destination(pc) >= 0) {
      tracer.promote(caller, caller.destination(pc));
    }
  }

  void returnVoid(MIFrame frame) {
    MIFrame caller = leave(frame);
    if (caller == null) {
      finish(Op.FINISH, null, returns(0, null));
      return;
    }
    caller.position = caller.code.next(~caller.position);
  }

  /** Pops the frame; its caller, or null if it is the outermost. */
  private MIFrame leave(MIFrame frame) {
    tracer.checkLength();
    tracer.noteInlined(frame);
    if (frame.caller != null) {
      tracer.top = frame.caller;
      frame.caller.called();
    }
    return frame.caller;
  }

  private static BlackholeOutcome returns(long bits, Object ref) {
    return new BlackholeOutcome(BlackholeOutcome.End.RETURN, null, bits, ref, null);
  }

  private void finish(Op op, Value value, BlackholeOutcome outcome) {
    tracer.finish(op, value, outcome);
  }

  void throwValue(MIFrame frame, int register) {
    Throwable thrown = (Throwable) frame.refs[register];
    if (thrown == null) {
      throw tracer.exceptionByCheck("throw of null");
    }
    memory.guardClass(frame, register);
    unwind(frame.values[register], thrown);
  }

  /** Finds the handler: the frames without one are left. The class of the throwable is known. */
  private void unwind(Value value, Throwable thrown) {
    tracer.pending = thrown;
    findHandler(value, thrown);
    tracer.pending = null;
  }

  private void findHandler(Value value, Throwable thrown) {
    MIFrame frame = tracer.top;
    while (true) {
      int pc = frame.position >= 0 ? frame.position : ~frame.position;
      Handler handler = frame.code.handlerFor(pc, thrown);
      if (handler != null) {
        frame.setRef(handler.exceptionRegister(), value, thrown);
        frame.position = handler.target();
        return;
      }
      if (frame.caller == null) {
        finish(
            Op.FINISH_THROW,
            value,
            new BlackholeOutcome(BlackholeOutcome.End.THROW, null, 0, null, thrown));
        return;
      }
      tracer.noteInlined(frame);
      frame = frame.caller;
      tracer.top = frame;
      frame.called();
    }
  }
}
