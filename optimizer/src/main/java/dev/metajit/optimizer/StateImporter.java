package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.optimizer.LoopState.Result;
import dev.metajit.optimizer.LoopState.Shape;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Starts a walk from what a {@link LoopState} assumes; in a trial notes which assumptions are used,
 * else the trace counts on all of them.
 */
final class StateImporter {
  private final LoopState state;
  private final Walk walk;
  private final Value[] values;
  private final BitSet usedItems = new BitSet();

  StateImporter(LoopState state, Walk walk) {
    this.state = state;
    this.walk = walk;
    this.values = new Value[state.nodes().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(state.node(i));
    }
    fillShapes();
    for (int i = 0; i < state.items().size(); i++) {
      assume(i, state.items().get(i));
    }
    for (Set<Integer> pair : state.distinct()) {
      Iterator<Integer> both = pair.iterator();
      walk.aliases().learnDistinct(values[both.next()], values[both.next()]);
    }
  }

  /** Items whose content or result the walk has used so far. */
  BitSet usedItems() {
    return usedItems;
  }

  /** What stands for a node in the walk. */
  Value value(int node) {
    return values[node];
  }

  /** The portal's reds. */
  List<Value> arguments() {
    return state.arguments().stream().map(this::value).toList();
  }

  private Value value(Node node) {
    if (node instanceof Known known) {
      return known.constant();
    }
    if (node instanceof Shape shape) {
      Variable variable = walk.facts().newVariable(Kind.REF);
      walk.facts().setVirtual(variable, shape.like().emptyCopy());
      return variable;
    }
    Input input = (Input) node;
    Variable variable = walk.addInput(input.kind());
    if (input.facts() instanceof Bounds bounds) {
      walk.facts().narrow(variable, bounds);
    } else if (input.facts() instanceof RefFacts facts) {
      walk.facts().learn(variable, facts);
    }
    return variable;
  }

  private void fillShapes() {
    for (int i = 0; i < values.length; i++) {
      if (state.node(i) instanceof Shape shape) {
        Virtual virtual = walk.facts().virtual(values[i]);
        for (int part = 0; part < shape.parts().size(); part++) {
          int number = shape.parts().get(part);
          if (number != LoopState.NONE) {
            var field = shape.fields().isEmpty() ? null : shape.fields().get(part);
            virtual.setPart(part, field, values[number]);
          }
        }
      }
    }
  }

  private void assume(int number, Item item) {
    Runnable use = () -> usedItems.set(number);
    if (item instanceof Place place) {
      Value index = place.index() == LoopState.NONE ? null : values[place.index()];
      Cell cell =
          new Cell(
              place.descr(), values[place.base()], index, values[place.value()], place.pending());
      cell.assumption = walk.isTrial() ? use : null;
      walk.heap().assume(cell);
    } else {
      Result result = (Result) item;
      List<Value> operands = new ArrayList<>();
      result.operands().forEach(operand -> operands.add(values[operand]));
      PurePass.Key key = new PurePass.Key(result.op(), result.descr(), operands);
      if (walk.isTrial()) {
        walk.pure().assume(key, values[result.value()], use);
      } else {
        walk.pure().add(key, values[result.value()]);
      }
      walk.order()
          .learn(result.op(), operands, values[result.value()], walk.isTrial() ? use : null);
      if (values[result.value()] instanceof Variable variable
          && result.op().isPure()
          && walk.facts().definition(variable) == null
          && state.node(result.value()) instanceof Input) {
        walk.facts()
            .assume(new Operation(result.op(), variable, operands, result.descr(), null), use);
      }
    }
  }
}
