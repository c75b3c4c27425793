package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopBody.Round;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.List;

/**
 * One more way into a loop, for a bridge that brings less than the loop assumes. The loop's entry
 * would do, which assumes nothing; this one assumes what the loop and the bridge have in common,
 * runs one iteration as the entry does, and ends with a jump to the loop.
 */
final class WayIn {
  private final LoopBody body;
  private final TargetToken loop;

  private WayIn(LoopBody body, TargetToken loop) {
    this.body = body;
    this.loop = loop;
  }

  /**
   * A way into the first of these loops that can be had; null if none pays.
   *
   * @param loops made of one recording, those that assume more first
   * @param end what the bridge knows at its end; it is left as it is
   * @param arguments of the bridge's jump
   */
  static Trace make(List<TargetToken> loops, Walk end, List<Value> arguments) {
    TargetToken last = loops.get(loops.size() - 1);
    LoopBody body = (LoopBody) last.source();
    LoopState state = StateJoiner.join((LoopState) last.loopState(), end, arguments);
    for (TargetToken loop : loops) {
      Trace trace = loop.source() == body ? new WayIn(body, loop).make(state) : null;
      if (trace != null) {
        return trace;
      }
    }
    return null;
  }

  private Trace make(LoopState state) {
    if (state.isTrivial()) {
      return null;
    }
    Round trial = walk(state, true);
    if (trial == null) {
      LoopState weaker = StateWeakening.forgetNumbers(state);
      trial = weaker.equals(state) || weaker.isTrivial() ? null : walk(weaker, true);
    }
    if (trial == null) {
      return null;
    }
    LoopState needed = new StateRenumbering(trial.state()).keep(trial.neededItems());
    Round round = needed.isTrivial() ? null : walk(needed, false);
    return round == null ? null : finished(round);
  }

  /** A walk from the state to the loop; null if that cannot be. */
  private Round walk(LoopState state, boolean isTrial) {
    Round round = body.walk(state, body.newWalk(isTrial), List.of());
    if (round == null) {
      return null;
    }
    try {
      LoopState assumed = (LoopState) loop.loopState();
      List<Value> values = StateMatcher.match(assumed, round.walk(), round.ends(), body.jumpExit());
      round.walk().finish(Op.JUMP, loop, values);
      return round;
    } catch (StateMatcher.Mismatch mismatch) {
      return null;
    }
  }

  private Trace finished(Round round) {
    List<Operation> used = Finisher.used(round.walk().output(), List.of());
    LoopState live = round.state().passing(round.inputsIn(used));
    List<Variable> inputs =
        live.inputs().stream().map(node -> (Variable) round.importer().value(node)).toList();
    boolean pays = 4 * (used.size() - 1) <= 3 * body.entrySize();
    if (!pays || inputs.size() > body.settings().maxLoopInputs()) {
      return null;
    }
    TargetToken token = new TargetToken(body.recorded().token().name() + "x");
    token.setLoopState(live);
    return Finisher.trace(token, inputs, used, false);
  }
}
