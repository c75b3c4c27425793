package dev.metajit.metainterp;

import dev.metajit.driver.FieldStep;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.Hooks;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.LocationDescr;
import dev.metajit.trace.Op;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.List;

/** Records merge points: starts traces, closes loops, and decides which guest calls are inlined. */
final class MergePointTracer {
  /** A loop header that the recording has passed: a trace may be cut out from there on. */
  private record Header(GreenKey key, int position, List<Variable> inputs) {}

  /** A trace is short up to so many operations. */
  private static final int SHORT = 250;

  /** To call a function that makes less than one in so many operations does not help. */
  private static final int WORTH_BLAMING = 8;

  /** Calls and returns without a loop are taken for one after so many of them. */
  private static final int ROUNDS_OF_CALLS = 8;

  private final MetaInterp tracer;
  private final List<Header> headers = new ArrayList<>();
  private GreenKey startKey;
  private List<Variable> startInputs = List.of();

  /** The token of the trace; null for a bridge. */
  private TargetToken own;

  /** True if the trace may end wherever there is code, and not only behind a jump back. */
  private boolean endsAnywhere;

  /** True if the trace may leave the portal. */
  private boolean function;

  /**
   * True if a bridge starts at a merge point that it has not passed yet. Guards that share resume
   * data may go back as far as the start of their trace: a jump there, to the loop or to a join,
   * would fail the same guard again, for ever.
   */
  private boolean startsAtMergePoint;

  /** True once a jump back within one piece of guest code was passed. */
  private boolean hasLoop;

  private int roundsOfCalls;

  /** The inlined guest function that the bridge would start in, if that is recorded too often. */
  private GreenKey inlinedTooMuch;

  private GreenKey largest;
  private int largestSize;

  MergePointTracer(MetaInterp tracer) {
    this.tracer = tracer;
  }

  /** The inlined guest function that bridges had better not start in; or null. */
  GreenKey inlinedTooMuch() {
    return inlinedTooMuch;
  }

  GreenKey startKey() {
    return startKey;
  }

  /**
   * The inlined guest function that recorded most, if that is much of what was recorded; else null.
   */
  GreenKey largestInlined() {
    for (MIFrame frame = tracer.top; frame != null; frame = frame.caller) {
      noteInlined(frame);
    }
    return largestSize * WORTH_BLAMING >= tracer.recorder.position() ? largest : null;
  }

  void noteInlined(MIFrame frame) {
    int size = tracer.recorder.position() - frame.recordedAtEntry;
    boolean isInlined = frame.caller != null && frame.entryKey != null && !frame.rebuilt;
    if (isInlined && size > largestSize) {
      largest = frame.entryKey;
      largestSize = size;
    }
    if (frame.caller != null && frame.entryKey != null) {
      tracer.tree.inlined(frame.entryKey, size - frame.recordedInside);
      noteInside(frame.caller, size);
    }
  }

  private static void noteInside(MIFrame caller, int size) {
    MIFrame outer = caller;
    while (outer.caller != null && outer.entryKey == null) {
      outer = outer.caller;
    }
    outer.recordedInside += size;
  }

  void start(
      PortalCode portal,
      GreenKey key,
      long[] longs,
      Object[] refs,
      boolean function,
      TargetToken own) {
    MIFrame frame = tracer.top;
    this.function = function;
    this.own = own;
    startKey = key;
    frame.position = portal.code().mergePointPc();
    setGreens(frame, portal.portal(), key);
    List<Variable> inputs = new ArrayList<>();
    for (PortalVariable red : portal.portal().reds()) {
      Variable input = tracer.recorder.newVariable(red.kind());
      int register = PortalCode.register(red);
      frame.set(register, input, longs[register], refs[register]);
      inputs.add(input);
    }
    startInputs = inputs;
    headers.add(new Header(key, 0, inputs));
    promoteGreens(frame, portal);
    pass(frame, portal, key);
    frame.entryKey = key;
  }

  void startJoin(PortalCode portal, GreenKey key, long[] longs, Object[] refs, TargetToken own) {
    start(portal, key, longs, refs, true, own);
    endsAnywhere = true;
  }

  private static void setGreens(MIFrame frame, Portal portal, GreenKey key) {
    for (int i = 0; i < portal.greens().size(); i++) {
      PortalVariable green = portal.greens().get(i);
      if (!green.isPath()) {
        Constant constant =
            green.kind() == Kind.REF
                ? Constant.ofRef(key.ref(i))
                : Constant.ofBits(green.kind(), key.bits(i));
        frame.set(green.slot(), constant, constant.bits(), constant.ref());
      }
    }
  }

  void startBridge(BridgeStart start, GreenKey key) {
    endsAnywhere = true;
    function = true;
    startKey = key;
    BridgeStart.Start rebuilt = start.start(tracer.recorder, tracer.heap);
    tracer.top = rebuilt.innermost();
    tracer.pending = rebuilt.thrown();
    tracer.ready = true;
    startInputs = rebuilt.inputs();
    for (MIFrame frame = tracer.top; frame != null; frame = frame.caller) {
      frame.rebuilt = true;
      frame.lastPc = Integer.MIN_VALUE;
      frame.lastKey = null;
      learnContents(frame);
    }
    if (rebuilt.thrown() != null) {
      tracer.throwPending(rebuilt.exception(), rebuilt.thrown());
    } else if (rebuilt.exception() != null) {
      tracer.noException(rebuilt.exception());
    } else if (tracer.top.position < 0) {
      tracer.top.position = tracer.top.code.next(~tracer.top.position);
    }
    checkInlined();
    MIFrame top = tracer.top;
    startsAtMergePoint =
        tracer.result == null && top.caller == null && top.position == top.code.mergePointPc();
  }

  /** No bridge starts in the midst of a guest function that is called by now. */
  private void checkInlined() {
    for (MIFrame frame = tracer.top; frame.caller != null; frame = frame.caller) {
      GreenKey function = frame.entryKey;
      if (function != null && tracer.tree.isInlinedTooMuch(function)) {
        inlinedTooMuch = function;
        throw new AbortTrace(AbortReason.INLINED_TOO_MUCH, tracer.cells.location(function));
      }
    }
  }

  /** What does not change is known to the loop; its bridges learn it from the frames. */
  private void learnContents(MIFrame frame) {
    if (frame.code.portal() == null) {
      return;
    }
    PortalCode portal = tracer.cells.portalCode(frame.code.portal());
    for (PortalVariable green : portal.portal().greens()) {
      if (green.contents()) {
        tracer.heap.learnImmutable(portal.ref(green, frame.refs));
      }
    }
  }

  void reached(MIFrame frame) {
    boolean isLong = isLong(frame);
    if (!isLong) {
      tracer.checkLength();
    }
    PortalCode portal = tracer.cells.portalCode(frame.code.portal());
    boolean entry = frame.lastPc == Hooks.ENTRY;
    GreenKey key = promoteGreens(frame, portal);
    boolean backEdge = isBackEdge(frame, portal.portal(), key);
    if (frame.caller != null) {
      inner(frame, portal, key, entry, backEdge);
    } else {
      outermost(frame, portal, key, backEdge, isElsewhere(frame, portal.portal(), key));
    }
    if (isLong && tracer.result == null) {
      cut(frame, portal);
    }
  }

  /** True if this is the place to cut a trace that would become too long (RPython's segments). */
  private boolean isLong(MIFrame frame) {
    return frame.caller == null
        && tracer.recorder.position() > tracer.limits.operations() / 5 * 4
        && tracer.cells.mayBeCut(startKey);
  }

  /** Goes on behind the merge point. */
  private void pass(MIFrame frame, PortalCode portal, GreenKey key) {
    int pc = portal.portal().pcGreen();
    frame.lastPc = pc >= 0 ? (int) key.bits(pc) : 0;
    frame.lastKey = key;
    frame.announced = false;
    tracer.countOnClassFiles();
    tracer.recorder.record(Op.DEBUG_MERGE_POINT, new LocationDescr(tracer.cells.location(key)));
    frame.position = frame.code.next(portal.code().mergePointPc());
  }

  private static boolean isBackEdge(MIFrame frame, Portal portal, GreenKey key) {
    if (portal.announced()) {
      return frame.announced;
    }
    return portal.pcGreen() < 0 || (int) key.bits(portal.pcGreen()) <= frame.lastPc;
  }

  /**
   * True if the guest has gone to another piece of its code, by a call or a return: that may look
   * like a jump back.
   */
  private static boolean isElsewhere(MIFrame frame, Portal portal, GreenKey key) {
    return frame.lastKey != null && key.isElsewhere(frame.lastKey, portal);
  }

  private void inner(
      MIFrame frame, PortalCode portal, GreenKey key, boolean entry, boolean backEdge) {
    if (entry) {
      frame.entryKey = key;
      if (isDeep(frame, portal, key)
          || !tracer.cells.canInline(key)
          || tracer.tree.isInlinedTooMuch(key)) {
        callPortal(frame, portal, key);
        return;
      }
    } else if (backEdge) {
      if (frame.entryKey != null && !isElsewhere(frame, portal.portal(), key)) {
        tracer.cells.noteLoop(frame.entryKey);
      }
      callPortal(frame, portal, key);
      return;
    }
    pass(frame, portal, key);
  }

  /**
   * True if the function that is entered here is inlined often enough where this is. One that has a
   * loop is not inlined into itself at all: each bridge would have a copy of that loop's ways,
   * times the ways on behind the call.
   */
  private boolean isDeep(MIFrame frame, PortalCode portal, GreenKey key) {
    return recursion(key, frame) > levels()
        || tracer.cells.hasLoop(key) && isWithinItself(frame, portal, key);
  }

  private static boolean isWithinItself(MIFrame frame, PortalCode portal, GreenKey key) {
    for (MIFrame outer = frame.caller; outer != null; outer = outer.caller) {
      if (outer.code == frame.code && portal.isIn(key, outer.refs)) {
        return true;
      }
    }
    return false;
  }

  /** How many levels of a recursive function may be inlined here: more than one of a short one. */
  private int levels() {
    int most = tracer.limits.recursion();
    return tracer.recorder.position() > SHORT ? Math.min(most, 1) : most;
  }

  /**
   * How many frames are in the guest function that is entered here, this one included. Those that a
   * bridge starts in count, or each bridge of a bridge would inline one level more.
   */
  private static int recursion(GreenKey key, MIFrame top) {
    int count = 0;
    for (MIFrame frame = top; frame != null; frame = frame.caller) {
      count += key.equals(frame.entryKey) ? 1 : 0;
    }
    return count;
  }

  /** Leaves the inlined portal and calls it instead, from this merge point on. */
  private void callPortal(MIFrame frame, PortalCode portal, GreenKey key) {
    List<PortalVariable> reds = portal.portal().reds();
    Value[] values = new Value[reds.size()];
    long[] longs = new long[values.length];
    Object[] refs = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      int register = PortalCode.register(reds.get(i));
      values[i] = red(frame, reds.get(i));
      longs[i] = frame.longs[register];
      refs[i] = frame.refs[register];
    }
    MIFrame caller = frame.caller;
    tracer.callInstead(frame, caller, tracer.cells.portalCall(key), values, longs, refs);
  }

  private static Value red(MIFrame frame, PortalVariable red) {
    Value value = frame.values[PortalCode.register(red)];
    return value == null ? Recorder.zero(red.kind()) : value;
  }

  /**
   * At a merge point of the portal that the trace starts in. Calls and returns between pieces of
   * guest code make a loop only where there is no other one in sight, as in recursion: else a
   * function that a loop calls would be taken for the loop.
   */
  private void outermost(
      MIFrame frame, PortalCode portal, GreenKey key, boolean backEdge, boolean elsewhere) {
    boolean isFirst = startsAtMergePoint;
    startsAtMergePoint = false;
    if (isFirst && key.equals(startKey)) {
      pass(frame, portal, key);
      return;
    }
    boolean mayEnd = (endsAnywhere || backEdge) && mayEndHere(backEdge, elsewhere);
    TargetToken compiled = mayEnd ? tracer.cells.compiledEntry(key) : null;
    if (compiled != null && tracer.recorder.position() > 0 && !isPassed(key)) {
      jumpTo(frame, portal, key, compiled);
      return;
    }
    TargetToken join = endsAnywhere && !isFirst ? tracer.tree.join(key) : null;
    if (join != null) {
      jumpTo(frame, portal, null, join);
      return;
    }
    if (backEdge && !(elsewhere && hasLoop)) {
      hasLoop = !elsewhere;
      Header header = mayEnd ? findHeader(key) : null;
      if (header != null) {
        closeLoop(frame, portal, header);
        return;
      }
      addHeader(frame, portal, key);
    }
    pass(frame, portal, key);
  }

  /**
   * True if a trace had better not go on in the code that is here: from there the ways of too many
   * others lead apart, by values that are no news to this trace. Only where it comes by a second
   * time, it has no loop of its own.
   */
  private boolean isPassed(GreenKey key) {
    return !endsAnywhere && tracer.cells.fansOut(key) && findHeader(key) == null;
  }

  private boolean mayEndHere(boolean backEdge, boolean elsewhere) {
    if (!elsewhere) {
      return true;
    }
    roundsOfCalls += backEdge && !hasLoop ? 1 : 0;
    return roundsOfCalls >= ROUNDS_OF_CALLS;
  }

  private Header findHeader(GreenKey key) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).key().equals(key)) {
        return headers.get(i);
      }
    }
    return null;
  }

  /**
   * From here on a loop may be cut out: the reds become distinct variables, and nothing is known.
   */
  private void addHeader(MIFrame frame, PortalCode portal, GreenKey key) {
    List<Variable> inputs = new ArrayList<>();
    List<Value> olds = reds(frame, portal);
    for (int i = 0; i < olds.size(); i++) {
      PortalVariable red = portal.portal().reds().get(i);
      Variable copy = tracer.recorder.copy(olds.get(i));
      int register = PortalCode.register(red);
      frame.set(register, copy, frame.longs[register], frame.refs[register]);
      inputs.add(copy);
    }
    setGreens(frame, portal.portal(), key);
    tracer.heap.reset();
    headers.add(new Header(key, tracer.recorder.position(), inputs));
    promoteGreens(frame, portal);
  }

  private List<Value> reds(MIFrame frame, PortalCode portal) {
    List<Value> values = new ArrayList<>();
    for (PortalVariable red : portal.portal().reds()) {
      values.add(red(frame, red));
    }
    return values;
  }

  private void closeLoop(MIFrame frame, PortalCode portal, Header header) {
    TargetToken token = new TargetToken("entry");
    var trace =
        tracer.recorder.cutLoop(
            header.position(),
            header.inputs(),
            token,
            token,
            reds(frame, portal),
            frame.snapshot());
    end(TracingResult.Type.LOOP, trace, header.key(), header.key(), atMergePoint(frame));
  }

  private void jumpTo(MIFrame frame, PortalCode portal, GreenKey key, TargetToken to) {
    var trace =
        tracer.recorder.cutLoop(0, startInputs, own, to, reds(frame, portal), frame.snapshot());
    end(TracingResult.Type.BRIDGE, trace, startKey, key, atMergePoint(frame));
  }

  /**
   * Ends the trace at this merge point: there it is always left. What comes next is a bridge from
   * there.
   */
  private void cut(MIFrame frame, PortalCode portal) {
    frame.position = portal.code().mergePointPc();
    tracer.guard(Op.GUARD_ALWAYS_FAILS, null);
    Kind kind = portal.portal().resultKind();
    List<Value> nothing = kind == Kind.VOID ? List.of() : List.of(Recorder.zero(kind));
    var trace = tracer.recorder.cutFinish(0, startInputs, own, Op.FINISH, nothing);
    end(TracingResult.Type.FINISH, trace, startKey, null, atMergePoint(frame));
  }

  TracingResult finished(Op op, Value value, BlackholeOutcome outcome) {
    if (!function) {
      return new TracingResult(
          null, null, startKey, null, AbortReason.ESCAPED_TO_CALLER, null, null, outcome);
    }
    List<Value> values = value == null ? List.of() : List.of(value);
    var trace = tracer.recorder.cutFinish(0, startInputs, own, op, values);
    return new TracingResult(
        TracingResult.Type.FINISH, trace, startKey, null, null, null, null, outcome);
  }

  private void end(
      TracingResult.Type type,
      dev.metajit.trace.Trace trace,
      GreenKey key,
      GreenKey target,
      BlackholeOutcome outcome) {
    tracer.result = new TracingResult(type, trace, key, target, null, null, null, outcome);
  }

  private static BlackholeOutcome atMergePoint(MIFrame frame) {
    return new BlackholeOutcome(
        BlackholeOutcome.End.MERGE_POINT, MetaInterp.blackholeFrames(frame), 0, null, null);
  }

  /** Makes the greens constant, by guards where they are not; the location. */
  private GreenKey promoteGreens(MIFrame frame, PortalCode portal) {
    List<PortalVariable> greens = portal.portal().greens();
    long[] longs = new long[greens.size()];
    Object[] refs = new Object[greens.size()];
    for (int i = 0; i < longs.length; i++) {
      PortalVariable green = greens.get(i);
      Constant constant =
          green.isPath() ? promotePath(frame, portal, green) : tracer.promote(frame, green.slot());
      longs[i] = constant.bits();
      refs[i] = constant.ref();
      if (green.contents() && constant.ref() != null) {
        tracer.heap.learnImmutable(constant.ref());
      }
    }
    return GreenKey.of(portal.portal(), longs, refs);
  }

  private Constant promotePath(MIFrame frame, PortalCode portal, PortalVariable green) {
    int register = PortalCode.register(green);
    Value value = frame.values[register];
    Object concrete = frame.refs[register];
    Constant constant = null;
    for (FieldStep step : green.path()) {
      tracer.requireNonNull(value, concrete);
      FieldDescr field = portal.field(step, concrete.getClass());
      Value loaded = tracer.readField(value, concrete, field);
      constant = constantOf(concrete, field);
      value = loaded;
      concrete = constant.ref();
    }
    tracer.guardValue(value, constant);
    return constant;
  }

  private static Constant constantOf(Object object, FieldDescr field) {
    return field.kind() == Kind.REF
        ? Constant.ofRef(Heap.getRef(object, field))
        : Constant.ofBits(field.kind(), Heap.getBits(object, field));
  }
}
