package dev.metajit.fuzz.mutation;

import static dev.metajit.fuzz.mutation.Change.opcode;
import static dev.metajit.fuzz.mutation.Change.result;
import static dev.metajit.fuzz.mutation.Change.resultOfCall;
import static dev.metajit.fuzz.mutation.Change.withoutCall;

import java.util.List;
import java.util.Locale;
import org.objectweb.asm.Opcodes;

/**
 * The mistakes. Each is one that somebody could make, at the place where it would be made. If one
 * does not fit any more because the code has changed, give it its new place; if it is not found,
 * make the machines better.
 */
public enum Mutation {
  DROPPED_PENDING_STORE(
      "an exit forgets the last of the stores that were put off",
      "interpreters-3",
      resultOfCall("optimizer.EmitPass", "stateAt", "pendingStores", "withoutLast")),
  WRONG_ALIAS_RULE(
      "two unknown indexes are taken for different",
      "interpreters-3",
      result("optimizer.Aliases", "areKnownToDiffer", "yes")),
  OFF_BY_ONE_BOUND(
      "where one range ends is taken for less than where the other begins",
      "interpreters-52",
      opcode("optimizer.BoundsTransfer", "less", Opcodes.IFGE, Opcodes.IFGT)),
  MISSED_OVERFLOW(
      "a sum that may overflow is taken for one that cannot",
      "interpreters-16",
      result("optimizer.BoundsTransfer", "fitsSum", "yes")),
  WRONG_ORDER(
      "what is no greater is taken for less",
      "interpreters-18",
      resultOfCall("optimizer.Order", "holds", "plus", "more")),
  STALE_ANSWER(
      "a loop counts on what is constant, such as how its limit compares, without a check on entry",
      "interpreters-157",
      withoutCall("optimizer.StateMatcher", "establish", "establishConstant")),
  STALE_CLASS_GUARD(
      "a loop counts on classes that are not checked when it is entered again",
      "interpreters-929",
      withoutCall("optimizer.StateMatcher", "establish", "establishFacts")),
  STALE_RANGE(
      "a loop counts on ranges that are not checked when it is entered again",
      "interpreters-134",
      withoutCall("optimizer.StateMatcher", "establish", "establishBounds")),
  REMOVED_GUARD(
      "a check for null that does not follow is dropped",
      "interpreters-48",
      resultOfCall("optimizer.GuardsPass", "guardNonNull", "nonNull", "yes")),
  LOST_EXCEPTION(
      "a call that may throw is taken for one that cannot",
      "interpreters-3",
      resultOfCall("optimizer.GuardsPass", "guardNoException", "lastCallMayRaise", "no")),
  STALE_LOAD(
      "what was loaded before a call is taken for current after it",
      "interpreters-15",
      result("optimizer.HeapPass", "mayWrite", "no")),
  LATE_STORE(
      "a store is not done before a call that reads it",
      "interpreters-15",
      result("optimizer.HeapPass", "mayRead", "no")),
  FORGOTTEN_ESCAPE(
      "an object that was stored somewhere is taken for one that nobody else knows",
      "interpreters-15",
      withoutCall("optimizer.HeapPass", "emitStore", "escape")),
  SHARED_TOO_FAR(
      "a guard behind a store goes on from where one before it did",
      "interpreters-250",
      resultOfCall("optimizer.EmitPass", "process", "isStore", "no")),
  WRONG_CONSTANT(
      "a constant expression is one too large",
      "guests-1",
      resultOfCall("optimizer.FoldPass", "known", "evaluate", "more")),
  LOST_NARROWING(
      "a byte, short or char is kept as wide as it was before it was stored",
      "interpreters-221",
      resultOfCall("optimizer.Walk", "narrowed", "narrowing", "nothing"),
      result("codewriter.Narrowing", "fits", "yes")),
  CONFUSED_BOXES(
      "two boxes of one number are taken for one object",
      "interpreters-5844",
      result("optimizer.Boxes", "makesNewObjects", "no")),
  LOST_NAN(
      "less is taken for the opposite of greater or equal, also of NaN",
      "interpreters-46",
      opcode("trace.Evaluator", "ofDouble", Opcodes.DCMPG, Opcodes.DCMPL)),
  WRONG_SHIFT(
      "a shift that keeps the sign does not keep it",
      "interpreters-74",
      opcode("trace.Evaluator", "ofInt", Opcodes.ISHR, Opcodes.IUSHR)),
  WRONG_SHIFT_MASK(
      "machine code shifts a long by the count modulo 32",
      "traces-1140",
      resultOfCall("backend.x64.X64BitRules", "shiftByConstant", "isWide", "no")),
  SWAPPED_MOVE(
      "a register is written before it has been read",
      "traces-1",
      resultOfCall("backend.regalloc.ParallelMoves", "unwind", "getOrDefault", "zero")),
  STALE_CACHE(
      "the tracer takes what it loaded before a call for current after it",
      "interpreters-20",
      withoutCall("metainterp.HeapCache", "call", "removeIf")),
  STALE_ELEMENT(
      "the tracer takes an element for current though another index may have been the same",
      "interpreters-293",
      result("metainterp.HeapCache", "mayBeSame", "no")),
  WRONG_REGISTER(
      "at an exit, two registers of a frame have changed places",
      "interpreters-3",
      result("optimizer.ResumeBuilder", "sources", "exchanged")),
  FORGOTTEN_VIRTUAL(
      "objects that are made at an exit stay empty",
      "interpreters-45",
      withoutCall("metainterp.VirtualObjects", "build", "fill")),
  LONG_ARRAY(
      "an array that is made at an exit is one too long",
      "interpreters-303",
      resultOfCall("metainterp.VirtualObjects", "allocate", "length", "more")),
  WRONG_HANDLER(
      "the first handler catches everything",
      "interpreters-2",
      result("codewriter.Handler", "catches", "yes")),
  DEAD_IN_HANDLER(
      "a register that only a handler reads is taken for dead",
      "interpreters-1617",
      withoutCall("codewriter.Liveness$Analysis", "step", "mergeTarget")),
  SKIPPED_INITIALIZER(
      "a class is not initialized when the tracer comes to it",
      "interpreters-33",
      withoutCall("metainterp.HeapTracer", "getStatic", "checkInitialized"),
      withoutCall("metainterp.HeapTracer", "getStatic", "ensureInitialized"),
      withoutCall("metainterp.HeapTracer", "newInstance", "checkInitialized"));

  private final String text;
  private final String finder;
  private final List<Change> changes;

  /**
   * @param finder a case that finds it: the machine and the seed
   */
  Mutation(String text, String finder, Change... changes) {
    this.text = text;
    this.finder = finder;
    this.changes = List.of(changes);
  }

  /** What is wrong. */
  public String text() {
    return text;
  }

  /** A case that finds it, as {@code guests-8}. */
  public String finder() {
    return finder;
  }

  /** Where it is wrong. */
  public List<Change> changes() {
    return changes;
  }

  /** The name on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The mutation of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Mutation ofKey(String key) {
    for (Mutation mutation : values()) {
      if (mutation.key().equals(key)) {
        return mutation;
      }
    }
    throw new IllegalArgumentException("no mutation " + key);
  }
}
