package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopBody.Round;
import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.BitSet;
import java.util.List;

/**
 * Makes the specialised loop. The recorded operations are walked again from what is known at the
 * end of their first walk; if that is not known at the end of this walk too, it is weakened to what
 * both ends have in common, and so on.
 */
final class LoopPeeler {
  private final Walk entry;
  private final OptimizerSettings settings;
  private final Trace recorded;
  private final List<Operation> operations;
  private LoopBody body;

  /** The loop without guesses, if the one that was made has some; else null. */
  private Trace cautious;

  /**
   * @param entry the first walk, at its end
   * @param operations the recorded ones without the jump
   */
  LoopPeeler(Walk entry, Trace recorded, List<Operation> operations) {
    this.entry = entry;
    this.settings = entry.settings();
    this.recorded = recorded;
    this.operations = operations;
  }

  /**
   * A state that holds at the end of a round too.
   *
   * @param round started from all that this state assumes, and perhaps more
   * @param origins the number that each of its nodes has in the round's state
   */
  private record Settled(LoopState state, Round round, List<Integer> origins) {
    Value value(int node) {
      return round.importer().value(origins.get(node));
    }
  }

  /**
   * The loop, and at the end of the entry the jump to it; null, and the entry left without jump, if
   * it does not pay.
   *
   * <p>A second turn that takes another way than the first, as every turn of a loop that looks at
   * its counter's lowest bit, contradicts what is known of numbers after the first. Bridges come
   * back to the loop all the same, so it is made without that knowledge.
   */
  Trace peel() {
    List<Value> arguments = entry.values(recorded.last().arguments());
    LoopState state = StateExporter.export(entry, arguments);
    int size = Finisher.used(entry.output(), arguments).size();
    body = new LoopBody(settings, recorded, entry.guesses(), operations, size);
    for (int i = 0; i < settings.maxLoopRounds() && !state.isTrivial(); i++) {
      Round round = walk(state);
      if (round == null) {
        LoopState weaker = StateWeakening.forgetNumbers(state);
        if (weaker.equals(state)) {
          return null;
        }
        state = weaker;
        continue;
      }
      Settled settled = settled(round);
      if (settled != null) {
        return peeled(arguments, settled);
      }
      state = StateJoiner.join(state, round.walk(), round.ends());
    }
    return null;
  }

  /**
   * The loop; with one more of it for those who come when its guesses do not hold, or they would
   * have to go by the entry in each turn.
   */
  private Trace peeled(List<Value> arguments, Settled settled) {
    Settled guessing = withLimits(settled);
    Made loop = guessing == settled ? null : make(lean(guessing), "s");
    Made without = make(lean(settled), loop == null ? "s" : "w");
    Made best = loop == null ? without : loop;
    if (best == null || !enter(arguments, best)) {
      return null;
    }
    if (loop != null) {
      loop.loop.token().setGuessing();
      cautious = without == null ? null : without.loop;
    }
    return best.loop;
  }

  /** After {@link #peel}: the loop without guesses, if the one that it gave has some; else null. */
  Trace cautious() {
    return cautious;
  }

  private Settled lean(Settled settled) {
    return withoutNeedlessConstants(withoutNeedlessBounds(settled));
  }

  /** What the round needed of its state, if that holds at its end; else null. */
  private Settled settled(Round round) {
    StateRenumbering kept = new StateRenumbering(round.state());
    LoopState used = kept.keep(round.neededItems());
    return StateJoiner.join(used, round.walk(), round.ends()).equals(used)
        ? new Settled(used, round, kept.origins())
        : null;
  }

  /** The state with limits compared before the loop, if that makes the loop shorter. */
  private Settled withLimits(Settled settled) {
    if (!settings.has("order")) {
      return settled;
    }
    Round old = settled.round;
    LoopState more = LimitGuesses.add(old.state(), old.importer()::value, old.ends(), old.walk());
    Round round = more == null ? null : walk(more, old.walk().guardsAfter());
    Settled better = round == null || size(round) >= size(old) ? null : settled(round);
    return better == null ? settled : better;
  }

  /**
   * The state without bounds that do not make the loop shorter: those who jump to it need not ask
   * for them.
   */
  private Settled withoutNeedlessBounds(Settled settled) {
    for (BoundsWeakening weakening : BoundsWeakening.values()) {
      Settled weakened = weakened(settled, weakening.apply(settled.state));
      if (weakened != settled) {
        return weakened;
      }
    }
    return settled;
  }

  /**
   * The state without the constants that it would store, such as what was on the interpreter's
   * stack and is dead: another way through the loop leaves others there.
   */
  private Settled withoutNeedlessConstants(Settled settled) {
    Settled weaker = weakened(settled, StateWeakening.forgetStoredElements(settled.state));
    Settled weakest = weakened(weaker, StateWeakening.forgetStoredConstants(weaker.state));
    return weakened(weakest, StateWeakening.forgetStoredParts(weakest.state));
  }

  /** What is needed of the weaker state if the loop holds it up and is no longer; else the same. */
  private Settled weakened(Settled settled, LoopState weaker) {
    Walk walk = settled.round.walk();
    Round round = weaker.equals(settled.state) ? null : walk(weaker, walk.guardsAfter());
    Settled weakened = round == null || size(round) > size(settled.round) ? null : settled(round);
    return weakened == null ? settled : weakened;
  }

  private int size(Round round) {
    return Finisher.used(round.walk().output(), round.ends()).size();
  }

  private Round walk(LoopState state) {
    return body.walk(state, body.newWalk(true), List.of());
  }

  /** A round that is given up where it has more guards than another: it would be longer. */
  private Round walk(LoopState state, int[] guardsOfOther) {
    Walk walk = body.newWalk(true);
    walk.limitGuards(guardsOfOther);
    return body.walk(state, walk, List.of());
  }

  /** A loop that is done, and what it assumes. */
  private record Made(Trace loop, LoopState state) {}

  /**
   * Walks once more, with what is needed only, and writes the loop's own jump; null if it does not
   * pay.
   *
   * @param mark what the name of the loop's token ends with
   */
  private Made make(Settled settled, String mark) {
    LoopState state = settled.state;
    LoopState all = state.passing(inputNodes(state));
    try {
      Walk trial = settled.round.walk();
      List<Value> nextInTrial = ends(settled.round, all);
      List<Integer> known = ExitValues.choose(all, settled::value, nextInTrial, trial);
      Round round = body.walk(state, body.newWalk(false), known);
      List<Value> next = ends(round, all);
      LoopState live =
          settings.has("simplify") ? state.passing(round.liveInputs(all.inputs(), next)) : all;
      Trace loop = close(round, live, select(all, live, next), mark);
      return loop != null && pays(live, loop) ? new Made(loop, live) : null;
    } catch (StateMatcher.Mismatch mismatch) {
      return null;
    }
  }

  /** Writes the jump at the end of the entry; false if the loop cannot be had from there. */
  private boolean enter(List<Value> arguments, Made made) {
    try {
      Exit exit = recorded.last().exit();
      List<Value> first = StateMatcher.match(made.state, entry, arguments, exit);
      entry.finish(Op.JUMP, made.loop.token(), first);
      return true;
    } catch (StateMatcher.Mismatch mismatch) {
      return false;
    }
  }

  /** The values that the end of a round passes on. */
  private List<Value> ends(Round round, LoopState state) throws StateMatcher.Mismatch {
    return StateMatcher.match(state, round.walk(), round.ends(), body.jumpExit());
  }

  private static BitSet inputNodes(LoopState state) {
    BitSet inputs = new BitSet();
    for (int i = 0; i < state.nodes().size(); i++) {
      inputs.set(i, state.node(i) instanceof Input);
    }
    return inputs;
  }

  private static List<Value> select(LoopState all, LoopState live, List<Value> values) {
    List<Integer> numbers = all.inputs();
    return live.inputs().stream().map(number -> values.get(numbers.indexOf(number))).toList();
  }

  private Trace close(Round round, LoopState live, List<Value> next, String mark) {
    List<Variable> inputs =
        live.inputs().stream().map(node -> (Variable) round.importer().value(node)).toList();
    if (inputs.size() > settings.maxLoopInputs()) {
      return null;
    }
    TargetToken token = new TargetToken(recorded.token().name() + mark);
    token.setLoopState(live);
    token.setSource(body);
    round.walk().finish(Op.JUMP, token, next);
    return Finisher.trace(token, inputs, round.walk().output(), settings.has("simplify"));
  }

  /** The loop proper must be shorter than the entry, which would otherwise do. */
  private boolean pays(LoopState state, Trace loop) {
    boolean keepsObjects = state.nodes().stream().anyMatch(n -> n instanceof LoopState.Shape);
    boolean keepsStores =
        state.items().stream().anyMatch(i -> i instanceof Place place && place.pending());
    return keepsObjects || keepsStores || loop.operations().size() - 1 < body.entrySize();
  }
}
