package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The recorded operations of a loop, which can be walked from any state.
 *
 * @param guesses as in {@link Walk}
 * @param operations the recorded ones without the jump
 * @param entrySize how many operations the loop's entry has, which assumes nothing
 */
record LoopBody(
    OptimizerSettings settings,
    Trace recorded,
    boolean guesses,
    List<Operation> operations,
    int entrySize) {

  /**
   * A walk from the start.
   *
   * @param isTrial whether its output is thrown away
   */
  Walk newWalk(boolean isTrial) {
    return new Walk(settings, recorded, guesses, isTrial);
  }

  /** The exit of the recorded jump: where guards before it go on. */
  Exit jumpExit() {
    return recorded.last().exit();
  }

  /**
   * Walks the operations; null if they contradict the state, or cannot come round a second time.
   *
   * @param walk a new one
   * @param known nodes that all exits have at hand, so that bridges know what they are
   */
  Round walk(LoopState state, Walk walk, List<Integer> known) {
    StateImporter importer = new StateImporter(state, walk);
    walk.setExitValues(known.stream().map(importer::value).toList());
    List<Value> values = importer.arguments();
    for (int i = 0; i < values.size(); i++) {
      walk.bind(recorded.inputs().get(i), values.get(i));
    }
    try {
      walk.run(operations);
      walk.pure().refresh();
    } catch (InvalidLoopException contradiction) {
      return null;
    }
    return new Round(this, state, walk, importer);
  }

  /** A walk over the body that starts with a state. */
  record Round(LoopBody body, LoopState state, Walk walk, StateImporter importer) {
    /** The portal's reds at its end. */
    List<Value> ends() {
      return walk.values(body.recorded.last().arguments());
    }

    /** Items that it used, and those that tell nodes that these need. */
    BitSet neededItems() {
      BitSet items = (BitSet) importer.usedItems().clone();
      BitSet nodes = inputsIn(walk.output());
      Map<Integer, Integer> firstTeller = new HashMap<>();
      for (int i = 0; i < state.items().size(); i++) {
        firstTeller.putIfAbsent(state.items().get(i).value(), i);
      }
      state.reachedFromArguments().stream().forEach(firstTeller::remove);
      for (int i = state.items().size() - 1; i >= 0; i--) {
        Item item = state.items().get(i);
        boolean isPending = item instanceof Place place && place.pending();
        boolean tells = firstTeller.getOrDefault(item.value(), -1) == i;
        if (isPending || items.get(i) || (tells && nodes.get(item.value()))) {
          items.set(i);
          item.operands().forEach(nodes::set);
        }
      }
      return items;
    }

    /** The inputs that these operations or their exits take. */
    BitSet inputsIn(List<Operation> operations) {
      Set<Value> mentioned = new HashSet<>();
      for (Operation operation : operations) {
        mentioned.addAll(operation.arguments());
        if (operation.exit() != null) {
          mentioned.addAll(operation.exit().failArguments());
        }
      }
      BitSet nodes = new BitSet();
      for (int i = 0; i < state.nodes().size(); i++) {
        nodes.set(i, state.node(i) instanceof Input && mentioned.contains(importer.value(i)));
      }
      return nodes;
    }

    /** The inputs that the loop needs: for an effect, a guard, or another input that it needs. */
    BitSet liveInputs(List<Integer> inputs, List<Value> next) {
      Map<Value, Integer> numberOf = new HashMap<>();
      Map<Integer, Value> nextOf = new HashMap<>();
      for (int i = 0; i < inputs.size(); i++) {
        numberOf.put(importer.value(inputs.get(i)), inputs.get(i));
        nextOf.put(inputs.get(i), next.get(i));
      }
      Map<Value, Operation> definitions = new HashMap<>();
      Deque<Value> work = new ArrayDeque<>();
      for (Operation operation : walk.output()) {
        if (operation.result() != null) {
          definitions.put(operation.result(), operation);
        }
        if (!Finisher.isDroppable(operation)) {
          addNeeds(operation, work);
        }
      }
      BitSet live = new BitSet();
      Set<Value> seen = new HashSet<>();
      while (!work.isEmpty()) {
        Value value = work.remove();
        if (seen.add(value)) {
          Integer number = numberOf.get(value);
          if (number != null) {
            live.set(number);
            work.add(nextOf.get(number));
          } else if (definitions.get(value) != null) {
            addNeeds(definitions.get(value), work);
          }
        }
      }
      return live;
    }

    private static void addNeeds(Operation operation, Deque<Value> work) {
      work.addAll(operation.arguments());
      if (operation.exit() != null) {
        work.addAll(operation.exit().failArguments());
      }
    }
  }
}
