package dev.metajit.optimizer;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import dev.metajit.trace.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes recorded traces fast. What comes in is left as it is; what goes out has variables and exits
 * of its own, and its guards have fail arguments, resume data and, for bridges from them,
 * knowledge. Safe for use by several threads.
 */
public final class Optimizer {
  private final OptimizerSettings settings;

  public Optimizer(OptimizerSettings settings) {
    this.settings = settings;
  }

  /**
   * Optimizes a loop.
   *
   * @param recorded its inputs are the portal's reds; it ends with a jump to its own token
   * @throws InvalidLoopException if it contradicts itself
   */
  public OptimizedLoop optimizeLoop(Trace recorded) {
    return withoutGuessesIfNeeded(guesses -> optimizeLoop(recorded, guesses));
  }

  private OptimizedLoop optimizeLoop(Trace recorded, boolean guesses) {
    Walk walk = start(recorded, guesses);
    List<Operation> body = body(recorded);
    walk.run(body);
    LoopPeeler peeler = new LoopPeeler(walk, recorded, body);
    Trace loop = settings.has("unroll") ? peeler.peel() : null;
    if (loop == null) {
      walk.finish(recorded.last());
    }
    return new OptimizedLoop(finished(recorded.token(), walk), loop, peeler.cautious());
  }

  /** Guesses about identity may contradict what was recorded: then do without. */
  private static <T> T withoutGuessesIfNeeded(Function<Boolean, T> task) {
    try {
      return task.apply(true);
    } catch (InvalidLoopException contradiction) {
      return task.apply(false);
    }
  }

  /**
   * Optimizes a bridge, or a trace that starts anywhere.
   *
   * @param recorded its inputs are the fail arguments of {@code from}, and the throwable if that is
   *     a guard on exceptions; it ends with a jump to an entry token, or with a finish
   * @param from the guard's exit, as {@link #optimizeLoop} or this gave it; null if nothing is
   *     known at the start
   * @param loopTargets tokens of specialised loops that the jump may go to instead, if what they
   *     assume holds
   * @throws InvalidLoopException if it contradicts itself, or what is known
   */
  public Trace optimizeBridge(Trace recorded, Exit from, List<TargetToken> loopTargets) {
    return optimizeBridge(recorded, from, loopTargets, false).bridge();
  }

  /**
   * Optimizes a bridge, and makes a way into a loop for it if it does not bring what one assumes.
   *
   * @param recorded as above
   * @param from as above
   * @param loopTargets as above, those that assume most first, and ways into them
   * @param mayMakeWay whether one more way may be made
   */
  public OptimizedBridge optimizeBridge(
      Trace recorded, Exit from, List<TargetToken> loopTargets, boolean mayMakeWay) {
    return withoutGuessesIfNeeded(
        guesses ->
            finish(
                () -> walkBridge(recorded, from, guesses),
                recorded,
                recorded.token(),
                loopTargets,
                mayMakeWay));
  }

  /**
   * Optimizes a variant of a guest function, for arguments of which something is known.
   *
   * @param recorded the trace of the function's entry, whose inputs are the arguments
   * @param state what the variant assumes, as {@link Variants#add} was told it; the inputs are
   *     those that it was told
   * @param loopTargets as for bridges
   * @return the trace, under a token of its own
   * @throws InvalidLoopException if what was recorded contradicts the state
   */
  public Trace optimizeVariant(Trace recorded, Object state, List<TargetToken> loopTargets) {
    TargetToken token = new TargetToken(recorded.token().name() + "v");
    return withoutGuessesIfNeeded(
        guesses ->
            finish(
                    () -> walkVariant(recorded, (LoopState) state, guesses),
                    recorded,
                    token,
                    loopTargets,
                    false)
                .bridge());
  }

  private Walk walkVariant(Trace recorded, LoopState state, boolean guesses) {
    Walk walk = new Walk(settings, recorded, guesses, false);
    List<Value> arguments = new StateImporter(state, walk).arguments();
    for (int i = 0; i < arguments.size(); i++) {
      walk.bind(recorded.inputs().get(i), arguments.get(i));
    }
    walk.run(body(recorded));
    return walk;
  }

  /**
   * The knowledge of an exit that is taken although its guard holds.
   *
   * @param exit a guard's exit, as {@link #optimizeLoop} or {@link #optimizeBridge(Trace, Exit,
   *     List)} gave it
   */
  public static Object knowledgeWithoutFailure(Exit exit) {
    return exit.knowledge() instanceof Knowledge knowledge ? knowledge.withoutFailure() : null;
  }

  /** What has to be true at such an exit; see {@link #knowledgeWithoutFailure}. */
  public static Object claimsWithoutFailure(Exit exit) {
    return exit.claims() instanceof Claims claims ? claims.withoutFailure() : null;
  }

  /**
   * Ends a walk with a jump to a loop if that can be had.
   *
   * @param walks gives it at its end, each time anew
   * @param token of the trace that is made
   */
  private OptimizedBridge finish(
      Supplier<Walk> walks,
      Trace recorded,
      TargetToken token,
      List<TargetToken> loopTargets,
      boolean mayMakeWay) {
    List<TargetToken> candidates = loopTargets;
    while (true) {
      Walk walk = walks.get();
      candidates = candidates(candidates, walk, recorded.last());
      if (candidates.isEmpty()) {
        Trace wayIn = mayMakeWay ? wayIn(loopTargets, walk, recorded.last()) : null;
        if (wayIn == null) {
          walk.finish(recorded.last());
        } else if (!jumpsTo(wayIn.token(), walk, recorded.last())) {
          return finish(walks, recorded, token, List.of(), false);
        }
        return new OptimizedBridge(finished(token, walk), wayIn);
      }
      if (jumpsTo(candidates.get(0), walk, recorded.last())) {
        return new OptimizedBridge(finished(token, walk), null);
      }
      candidates = candidates.subList(1, candidates.size());
    }
  }

  /** A walk over the bridge from what its guard's trace knew. */
  private Walk walkBridge(Trace recorded, Exit from, boolean guesses) {
    Walk walk = start(recorded, guesses);
    if (from != null && from.knowledge() instanceof Knowledge knowledge) {
      knowledge.apply(walk, walk.inputs());
    }
    if (from != null
        && !from.isBeforeJump()
        && from.resumeData() != null
        && from.failArguments().size() == recorded.inputs().size()) {
      walk.startAt(from);
    }
    walk.run(body(recorded));
    return walk;
  }

  private static Trace wayIn(List<TargetToken> targets, Walk walk, Operation jump) {
    List<TargetToken> loops = targets.stream().filter(target -> target.source() != null).toList();
    return loops.isEmpty() || jump.op() != Op.JUMP
        ? null
        : WayIn.make(loops, walk, walk.values(jump.arguments()));
  }

  /** The loops whose assumptions it is not clear at once that they cannot be met. */
  private static List<TargetToken> candidates(
      List<TargetToken> targets, Walk walk, Operation jump) {
    if (jump.op() != Op.JUMP) {
      return List.of();
    }
    List<Value> arguments = walk.values(jump.arguments());
    return targets.stream().filter(target -> mayJumpTo(target, walk, arguments)).toList();
  }

  private static boolean mayJumpTo(TargetToken target, Walk walk, List<Value> arguments) {
    return target.loopState() instanceof LoopState state
        && state.arguments().size() == arguments.size()
        && StateMatcher.mayMatch(state, walk, arguments);
  }

  /**
   * Ends the walk with a jump to the loop. If it turns out that its assumptions cannot be met, the
   * walk is of no use any more: it has guards that would fail for nothing.
   */
  private static boolean jumpsTo(TargetToken target, Walk walk, Operation jump) {
    try {
      List<Value> arguments = walk.values(jump.arguments());
      LoopState state = (LoopState) target.loopState();
      walk.finish(Op.JUMP, target, StateMatcher.match(state, walk, arguments, jump.exit()));
      return true;
    } catch (StateMatcher.Mismatch mismatch) {
      return false;
    }
  }

  private Walk start(Trace recorded, boolean guesses) {
    Walk walk = new Walk(settings, recorded, guesses, false);
    for (Variable input : recorded.inputs()) {
      walk.bind(input, walk.addInput(input.kind()));
    }
    return walk;
  }

  /** The operations but for the last; markers are of no use to an optimizer. */
  private static List<Operation> body(Trace recorded) {
    List<Operation> operations = recorded.operations();
    List<Operation> body = new ArrayList<>(operations.subList(0, operations.size() - 1));
    body.removeIf(operation -> operation.op() == Op.DEBUG_MERGE_POINT);
    return body;
  }

  private Trace finished(TargetToken token, Walk walk) {
    return Finisher.trace(token, walk.inputs(), walk.output(), settings.has("simplify"));
  }
}
